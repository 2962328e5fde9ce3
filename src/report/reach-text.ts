import type { Paint } from './style.ts';
import { count, oneLine } from './table.ts';

export interface PulledSourceData {
  readonly name: string;
  readonly kind: string;
  readonly reachable: boolean;
  /** Devices that the source listed, and those that were asked and answered. */
  readonly listed: number;
  readonly described: number;
  /** Defined but never running: counted, and without an entry. */
  readonly neverRunning: number;
  /** Those that were found, where the address names none: `host:port`. */
  readonly servers?: readonly string[];
  readonly code?: string;
  readonly why?: string;
}

export interface DeviceName {
  readonly source: string;
  readonly device: string;
}

export interface UnreachableData extends DeviceName {
  /** Absent for a device that was never seen. */
  readonly class?: string;
  readonly server?: string;
  readonly code: string;
  readonly why: string;
  readonly offline?: true;
  /** When the first pull in a row could not reach it: ISO 8601, UTC. Absent where no pull has noted it. */
  readonly since?: string;
}

export function sourceText(source: PulledSourceData, paint: Paint): string {
  if (!source.reachable)
    return `${paint('red', '✖')} ${source.name}: ${oneLine(source.why ?? '')} ${paint('dim', `[${source.code ?? ''}]`)}`;
  const idle = source.neverRunning > 0 ? `, ${source.neverRunning} never running` : '';
  const found = foundText(source.servers);
  return `${paint('green', '✔')} ${source.name}: ${source.described} of ${count(source.listed, 'device')} read${idle}${found}`;
}

/** `, found on 2 servers: 10.0.0.1:5075, 10.0.0.2:5075`; nothing where nobody was searched for. */
export function foundText(servers: readonly string[] | undefined): string {
  if (servers === undefined) return '';
  const more = servers.length > 5 ? ` and ${servers.length - 5} more` : '';
  return `, found on ${count(servers.length, 'server')}: ${servers.slice(0, 5).map(oneLine).join(', ')}${more}`;
}

/** One line for each server and cause: a dead server of 200 devices is one problem, and so is a dead source. */
export function unreachableText(devices: readonly UnreachableData[], paint: Paint): readonly string[] {
  const groups = new Map<string, UnreachableData[]>();
  for (const device of devices) {
    const key = [device.offline, device.source, device.server ?? device.why, device.code].join('\n');
    const group = groups.get(key);
    if (group) group.push(device);
    else groups.set(key, [device]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group as [UnreachableData];
    const names = group.slice(0, 3).map((device) => oneLine(device.device));
    const more = group.length > 3 ? ` and ${group.length - 3} more` : '';
    const kept = group.every((device) => device.class === undefined) ? 'never seen' : 'kept as it was';
    const since = group
      .map((device) => device.since ?? '')
      .filter(Boolean)
      .toSorted()[0];
    const what = `${names.join(', ')}${more}${first.server ? ` on ${oneLine(first.server)}` : ''}`;
    const sign = first.offline ? paint('dim', '=') : paint('yellow', '!');
    return `${sign} ${what}: ${first.offline ? 'offline, ' : ''}${since ? `out of reach since ${since}, ` : ''}${kept}: ${oneLine(first.why)} ${paint('dim', `[${first.code}]`)}`;
  });
}
