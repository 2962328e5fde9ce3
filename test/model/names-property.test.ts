import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Ledger, Lock } from '../../src/model/lock/lock.ts';
import { merge } from '../../src/model/merge/merge.ts';
import type { Naming } from '../../src/model/merge/pulled.ts';
import { parseLock } from '../../src/model/lock/parse-lock.ts';
import { printLock } from '../../src/model/lock/print-lock.ts';
import { isReservedFile, isReservedType } from '../../src/model/names/reserved.ts';
import { isIdentifier } from '../../src/model/names/letters.ts';
import { devicesAt, hostileClasses, naming, PULLS, type HostileClass } from './hostile-arbitraries.ts';
import { type DeviceFacts, pulledSource } from './pulled-source.ts';

function pulled(before: Lock | undefined, devices: readonly DeviceFacts[], how: Naming): Lock {
  return parseLock(printLock(merge(before, [pulledSource('db', 'tango', devices)], { naming: how }).lock), 'lock');
}

/** The locks after each pull of the facility. */
function history(classes: readonly HostileClass[], how: readonly Naming[]): Lock[] {
  const locks: Lock[] = [];
  for (let pull = 0; pull < PULLS; pull += 1)
    locks.push(pulled(locks.at(-1), devicesAt(classes, pull), how[pull] ?? 'camel'));
  return locks;
}

/** Every name in a ledger with what it is the name of. */
function namesOf({ classes, files, members, types }: Ledger): ReadonlyMap<string, string> {
  return new Map([
    ...[...classes].map(([name, { id }]) => [`class ${name}`, id] as const),
    ...[...files].map(([stem, name]) => [`file ${stem}`, name] as const),
    ...[...types].map(([name, owner]) => [`type ${name}`, JSON.stringify(owner)] as const),
    ...[...members].flatMap(([id, names]) => [...names].map(([name, key]) => [`${id} ${name}`, key] as const)),
  ]);
}

function isReservedMember(name: string): boolean {
  return name === 'then' || name in Object.prototype || (name.startsWith('$') && !name.endsWith('_'));
}

it('whatever arrives and in whatever order, names are identifiers, free to use, one to one, and stay', () => {
  fc.assert(
    fc.property(hostileClasses, fc.array(naming, { minLength: PULLS, maxLength: PULLS }), (classes, how) => {
      let before: ReadonlyMap<string, string> = new Map();
      for (const { ledger } of history(classes, how)) {
        for (const names of ledger.members.values()) {
          expect([...names.keys()].filter((name) => !isIdentifier(name) || isReservedMember(name))).toEqual([]);
          expect(new Set(names.values()).size).toBe(names.size);
        }
        const types = [...ledger.classes.keys(), ...ledger.types.keys()];
        expect(types.filter((name) => !isIdentifier(name) || isReservedType(name))).toEqual([]);
        expect(new Set(types).size).toBe(types.length);
        const stems = [...ledger.files.keys()];
        expect(stems.filter((stem) => !/^[a-z0-9_-]{1,120}$/.test(stem) || isReservedFile(stem))).toEqual([]);
        expect(new Set(ledger.files.values()).size).toBe(stems.length);
        const now = namesOf(ledger);
        for (const [name, of] of before) expect([name, now.get(name)]).toEqual([name, of]);
        before = now;
      }
    }),
    { numRuns: 300 },
  );
});

it('what arrives together is named alike in whatever order it is told', () => {
  fc.assert(
    fc.property(hostileClasses, naming, fc.infiniteStream(fc.nat()), (classes, how, random) => {
      const devices = devicesAt(classes, PULLS - 1);
      const shuffled = byRandom(devices, random).map((device) => ({ ...device, members: reordered(device, random) }));
      expect(printLock(pulled(undefined, shuffled, how))).toBe(printLock(pulled(undefined, devices, how)));
    }),
    { numRuns: 100 },
  );
});

function byRandom<T>(items: readonly T[], random: Iterator<number>): T[] {
  return items
    .map((item) => [Number(random.next().value), item] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, item]) => item);
}

function reordered({ members }: DeviceFacts, random: Iterator<number>): DeviceFacts['members'] {
  const facts = Object.create(null) as Record<string, DeviceFacts['members'][string]>;
  for (const [key, fact] of byRandom(Object.entries(members), random)) facts[key] = fact;
  return facts;
}
