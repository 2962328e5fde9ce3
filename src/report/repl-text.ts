import type { Device } from '@devgen/runtime';
import type { Paint } from './style.ts';
import { oneLine, table } from './table.ts';

/** A device that a prompt has under a name. */
export interface ShownDevice {
  readonly variable: string;
  readonly class: string;
  readonly name: string;
  readonly error?: Error;
}

/** What can be typed now; why a device is not connected stands below it. */
export function replGreeting(devices: readonly ShownDevice[], paint: Paint): string {
  const rows = devices.map(({ variable, class: name, name: wire, error }) => [
    paint('bold', variable),
    name,
    oneLine(wire),
    error === undefined ? paint('green', 'connected') : paint('red', 'not as its class says, or not there'),
  ]);
  const errors = devices.flatMap(({ error }) => (error === undefined ? [] : [error.message]));
  const help =
    'Tab completes members, await works. connect(NAME) takes another device of the lock, open(ADDRESS) any. .exit leaves.';
  return [...(rows.length === 0 ? [] : [table(rows)]), ...errors, paint('dim', help)].join('\n');
}

/** The members of a device with what they are. */
export function deviceText(device: Device): string {
  const rows = Object.entries(device).map(([name, member]) => [name, memberText(member)]);
  return `${device.$name} ${device.$state.state}\n${table(rows)}`;
}

function memberText(member: unknown): string {
  if (member === undefined) return 'absent';
  const { kind, type, meta } = member as { kind?: string; type?: string; meta?: { units?: string } };
  return [kind, type, meta?.units].filter((part) => part !== undefined).join(' ') || 'part';
}
