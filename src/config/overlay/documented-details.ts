import type { Lock, LockDevice, MetaPatch } from '../../model/lock/lock.ts';
import { Places } from '../../model/merge/places.ts';
import { joinPath } from '../../model/shape.ts';
import type { Settings } from './member-settings.ts';

/** The devices without what they say themselves of members that the overlay documents: its words are of all of them. */
export function documentedDetails(lock: Lock, settings: ReadonlyMap<string, Settings>): Lock['sources'] {
  const documented = new Map(
    [...settings].map(([name, of]) => [name, [...of].flatMap(([key, { document }]) => (document ? [key] : []))]),
  );
  if ([...documented.values()].every((keys) => keys.length === 0)) return lock.sources;
  const places = new Places(lock.classes);
  const without = (device: LockDevice): LockDevice => {
    if (device.details === undefined) return device;
    const details = new Map(device.details);
    for (const [path, at] of places.of(device.class))
      for (const key of documented.get(at) ?? []) {
        const { description: _, ...rest }: MetaPatch = details.get(joinPath(path, key)) ?? {};
        if (details.has(joinPath(path, key))) details.set(joinPath(path, key), rest);
      }
    return { ...device, details };
  };
  return new Map(
    [...lock.sources].map(([name, source]) => [
      name,
      { ...source, devices: new Map([...source.devices].map(([device, entry]) => [device, without(entry)])) },
    ]),
  );
}
