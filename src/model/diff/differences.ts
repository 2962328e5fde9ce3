import { byDevice } from '../merge/census.ts';
import { canonical, compareText } from '../lock/canonical.ts';
import type { DeviceRef } from '../merge/pulled.ts';
import type { Change, Difference } from './difference.ts';
import { remembered } from '../remembered.ts';

/** Changes by what they say: one for all devices that show the same. */
export class Differences {
  readonly #found = new Map<string, { readonly change: Change; readonly devices: DeviceRef[] }>();
  /** The devices of a class share their changes, which are told once and met twenty thousand times. */
  readonly #known = new Map<Change, DeviceRef[]>();

  /** Without a device the change is of the class itself. */
  add(change: Change, device?: DeviceRef): void {
    const devices = this.#devicesOf(change);
    if (device !== undefined) devices.push(device);
  }

  /** By class; in each the breaking ones first, then by member. */
  list(): readonly Difference[] {
    return [...this.#found]
      .toSorted(([a, { change: x }], [b, { change: y }]) => order(x, y) || compareText(a, b))
      .map(([, { change, devices }]) => ({ ...change, devices: devices.toSorted(byDevice) }));
  }

  #devicesOf(change: Change): DeviceRef[] {
    return remembered(this.#known, change, () => {
      const entry = remembered(this.#found, canonical(change), () => ({ change, devices: [] }));
      return entry.devices;
    });
  }
}

function order(a: Change, b: Change): number {
  return (
    compareText(a.class, b.class) ||
    compareText(a.severity, b.severity) ||
    compareText(a.member ?? '', b.member ?? '') ||
    compareText(a.rule, b.rule)
  );
}
