import { DevgenError } from '@devgen/runtime/contract';
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
  const exact = devicesCalled(lock, written, (name) => name);
  const found = exact.length > 0 ? exact : devicesCalled(lock, written, (name) => name.toLowerCase());
  const [first, second] = found;
  if (first && !second) return first;
  if (first) {
    const choices = found.map((device) => `${device.source}:${device.name}`);
    throw new DevgenError(`${written} is the name of ${found.length} devices\nThey are ${choices.join(', ')}.`, {
      code: 'USAGE.NAME_AMBIGUOUS',
      hint: `devgen ${command} ${shellWord(choices[0] ?? '')}`,
    });
  }
  const devices = [...lock.sources.values()].flatMap((source) => [...source.devices]);
  const meant = nearest(written, [
    ...lock.classes.keys(),
    ...devices.flatMap(([name, { alias }]) => [name, alias ?? name]),
  ]);
  throw new DevgenError(
    `The lock has no ${command === 'show' ? 'class or device' : 'device'} ${written}${meant ? `\nDid you mean ${meant}?` : ''}`,
    {
      code: 'USAGE.NAME_UNKNOWN',
      hint: meant ? `devgen ${command} ${shellWord(meant)}` : 'devgen ls',
    },
  );
}

function devicesCalled(lock: Lock, written: string, fold: (name: string) => string): readonly FoundDevice[] {
  const wanted = fold(written);
  const found: FoundDevice[] = [];
  for (const [source, { devices }] of lock.sources) {
    const prefix = fold(`${source}:`);
    const inSource = wanted.startsWith(prefix) ? wanted.slice(prefix.length) : undefined;
    for (const [name, entry] of devices) {
      const folded = fold(name);
      const isAlias = entry.alias !== undefined && fold(entry.alias) === wanted;
      if (folded === wanted || folded === inSource || isAlias) found.push({ source, name, entry });
    }
  }
  return found;
}
