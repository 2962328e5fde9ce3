import type { DeviceState } from './show-text.ts';
import { count, oneLine, table } from './table.ts';
import type { Paint } from './style.ts';

export interface ListedDevice {
  readonly source: string;
  readonly name: string;
  readonly class: string;
  readonly alias?: string;
  readonly state: DeviceState;
  /** Why and since when it is out of reach. */
  readonly why?: string;
  readonly since?: string;
  /** Its absence is known and no finding. */
  readonly offline?: true;
}

export interface LsData {
  readonly devices: readonly ListedDevice[];
  readonly classes: number;
}

export function lsText(data: LsData, paint: Paint): string {
  const several = new Set(data.devices.map((device) => device.source)).size > 1;
  const rows = data.devices.map((device) => [
    several ? device.source : '',
    oneLine(device.name),
    paint('cyan', device.class),
    device.alias ? oneLine(device.alias) : '',
    stateText(device, paint),
  ]);
  const total = `${count(data.devices.length, 'device')}, ${count(data.classes, 'class', 'classes')}`;
  return [table(rows), paint('dim', total)].filter(Boolean).join('\n');
}

function stateText(device: ListedDevice, paint: Paint): string {
  if (device.state === 'present') return '';
  const since = device.since ? ` since ${device.since}` : '';
  const why = device.why ? `: ${oneLine(device.why)}` : '';
  return paint(device.offline ? 'dim' : 'yellow', `${device.offline ? 'offline' : device.state}${since}${why}`);
}
