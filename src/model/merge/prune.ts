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
 * The lock without the devices that are gone, those of the sources named, and the classes that no device has. Their names
 * stay in the ledger: the same interface gets its name again, and nothing else does. Label sets stay for the same reason:
 * their labels are what they are known again by.
 */
export function prune(lock: Lock, naming: Naming, sources: ReadonlySet<string> = new Set()): Pruned {
  const devices: DeviceRef[] = [];
  const present = new Map(
    [...lock.sources].flatMap(([name, source]) => {
      const kept = [...source.devices].filter(([device, { gone }]) => {
        const goes = gone === true || sources.has(name);
        if (goes) devices.push({ source: name, device });
        return !goes;
      });
      return sources.has(name) ? [] : [[name, { ...source, devices: new Map(kept) }] as const];
    }),
  );
  const retired = retiredClasses({ ...lock, sources: present });
  const classes = new Map([...lock.classes].filter(([name]) => !retired.includes(name)));
  // What the remaining devices agree on may be another, and an open class smaller.
  const { lock: left } = merge({ ...lock, classes, sources: present }, [], { naming });
  return { lock: left, devices: devices.toSorted(byDevice), classes: retired };
}
