import { DevgenError } from '@devgen/runtime';
import { nearest } from '../../config/nearest.ts';
import type { Lock, LockDevice } from '../../model/lock/lock.ts';
import { shellWord } from '../../report/shell-word.ts';

/** A device of the lock. */
export interface FoundDevice {
  readonly source: string;
  readonly name: string;
  readonly entry: LockDevice;
}

/**
 * The device of a name, an alias, or `SOURCE:DEVICE`; upper and lower case are the same unless both exist. `command` is
 * what to type again. Throws `USAGE.NAME_UNKNOWN` and `USAGE.NAME_AMBIGUOUS`.
 */
export function findDevice(lock: Lock, written: string, command: string): FoundDevice {
  const all = [...lock.sources].flatMap(([source, { devices }]) =>
    [...devices].map(([name, entry]): FoundDevice => ({ source, name, entry })),
  );
  const namesOf = ({ source, name, entry }: FoundDevice): readonly string[] => [
    name,
    `${source}:${name}`,
    ...(entry.alias ? [entry.alias] : []),
  ];
  const exact = all.filter((device) => namesOf(device).includes(written));
  const folded = written.toLowerCase();
  const found =
    exact.length > 0 ? exact : all.filter((device) => namesOf(device).some((name) => name.toLowerCase() === folded));
  const [first, second] = found;
  if (first && !second) return first;
  if (first) {
    const choices = found.map((device) => `${device.source}:${device.name}`);
    throw new DevgenError(`${written} is the name of ${found.length} devices\nThey are ${choices.join(', ')}.`, {
      code: 'USAGE.NAME_AMBIGUOUS',
      hint: `devgen ${command} ${shellWord(choices[0] ?? '')}`,
    });
  }
  const meant = nearest(written, [
    ...lock.classes.keys(),
    ...all.flatMap((device) => [device.name, device.entry.alias ?? device.name]),
  ]);
  throw new DevgenError(
    `The lock has no ${command === 'show' ? 'class or device' : 'device'} ${written}${meant ? `\nDid you mean ${meant}?` : ''}`,
    {
      code: 'USAGE.NAME_UNKNOWN',
      hint: meant ? `devgen ${command} ${shellWord(meant)}` : 'devgen ls',
    },
  );
}
