import { byDevice } from './census.ts';
import { merge } from './merge.ts';
import { retiredClasses } from './merge-report.ts';
import type { DeviceRef, Naming } from './pulled.ts';
import type { Lock } from '../lock/lock.ts';

export interface Pruned {
  readonly lock: Lock;
  /** Sorted, as are the classes. */
  readonly devices: readonly DeviceRef[];
  readonly classes: readonly string[];
}

/**
 * The lock without the devices that are gone, and without the classes that no device has. Their names stay in the
 * ledger: the same interface gets its name again, and nothing else does.
 */
export function prune(lock: Lock, naming: Naming): Pruned {
  const retired = retiredClasses(lock);
  const devices: DeviceRef[] = [];
  const sources = new Map(
    [...lock.sources].map(([name, source]) => {
      const present = [...source.devices].filter(([device, { gone }]) => {
        if (gone === true) devices.push({ source: name, device });
        return gone !== true;
      });
      return [name, { ...source, devices: new Map(present) }] as const;
    }),
  );
  const classes = new Map([...lock.classes].filter(([name]) => !retired.includes(name)));
  // What the remaining devices agree on may be another, and an open class smaller.
  const { lock: left } = merge({ ...lock, classes, sources }, [], { naming });
  return { lock: left, devices: devices.toSorted(byDevice), classes: retired };
}
