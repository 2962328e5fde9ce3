import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Ledger, Lock } from '../../../src/model/lock/lock.ts';
import { parseLock } from '../../../src/model/lock/parse-lock.ts';
import { printLock } from '../../../src/model/lock/print-lock.ts';
import { merge } from '../../../src/model/merge/merge.ts';
import { prune } from '../../../src/model/merge/prune.ts';
import { renameClass } from '../../../src/model/merge/rename-class.ts';
import { interfaceOf } from '../../../src/model/merge/open-class.ts';
import { DEVICES, type Facility, history, idOf, nameOf, seen, type Step } from './world.ts';

/** What a device was when it was last seen, and whether every pull since found it there or did not look. */
interface Sighting {
  readonly interface: number;
  readonly class: string;
  readonly held: boolean;
}

const EMPTY: Lock = parseLock(printLock(merge(undefined, []).lock), 'lock');

/** How often the cases occurred that the test is about: a property that never meets them proves nothing. */
const met = { again: 0, back: 0, renamed: 0, pruned: 0, open: 0, retired: 0, gone: 0, partial: 0 };

it('a device seen twice with the same interface has the same class, in every history', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(history, (steps) => {
      const facility: Facility = new Map();
      const sightings = new Map<number, Sighting>();
      let lock = EMPTY;
      for (const { changes, upgrade, only, after } of steps) {
        for (const [device, fate] of facility)
          if (upgrade !== undefined && typeof fate === 'object') facility.set(device, { interface: upgrade });
        for (const [device, change] of changes)
          facility.set(device, change === 'back' ? { interface: sightings.get(device)?.interface ?? 0 } : change);
        const before = lock;
        lock = pulled(before, facility, only);
        isOneToOne(lock.ledger);
        keepsNames(before.ledger, lock.ledger);
        for (let device = 0; device < DEVICES; device++) see(device, facility, only, before, lock, sightings);
        sameInterfaceSameClass(sightings);
        lock = byPerson(lock, after, sightings);
      }
    }),
    { numRuns: 60 },
  );
  expect(Object.entries(met).filter(([, count]) => count === 0)).toEqual([]);
});

/** The lock after one more pull: canonical, the same for every order of replies, and the same when pulled again. */
function pulled(before: Lock, facility: Facility, only: Step['only']): Lock {
  const covers = (_: string, device: string): boolean => only?.map(nameOf).includes(device) ?? true;
  const { lock, report } = merge(before, [seen(facility, only)], { covers });
  const text = printLock(lock);
  expect(printLock(merge(before, [seen(facility, only, 'reversed')], { covers }).lock)).toBe(text);
  const after = parseLock(text, 'lock');
  expect(printLock(after)).toBe(text);
  const again = merge(after, [seen(facility, only)], { covers });
  expect(printLock(again.lock)).toBe(text);
  expect([again.report.moved, again.report.gone.filter(({ device }) => lockHas(after, device))]).toEqual([[], []]);
  expect(printLock(merge(after, []).lock)).toBe(text);
  met.retired += report.classes.retired.length;
  met.gone += report.gone.length;
  met.partial += only === undefined ? 0 : 1;
  return after;
}

function lockHas(lock: Lock, device: string): boolean {
  return lock.sources.get('db')?.devices.has(device) ?? false;
}

/** Keeps the book of a device, and holds the lock against it. */
function see(
  device: number,
  facility: Facility,
  only: Step['only'],
  before: Lock,
  after: Lock,
  sightings: Map<number, Sighting>,
): void {
  const fate = facility.get(device);
  const last = sightings.get(device);
  const entry = before.sources.get('db')?.devices.get(nameOf(device));
  const now = after.sources.get('db')?.devices.get(nameOf(device));
  if (only?.includes(device) === false) {
    expect(now?.class).toBe(entry?.class);
    return;
  }
  if (typeof fate !== 'object') {
    if (last !== undefined) sightings.set(device, { ...last, held: false });
    expect(now?.class).toBe(entry?.class);
    return;
  }
  const of = after.classes.get(now?.class ?? '');
  if (of?.interfaces !== undefined) met.open += 1;
  expect(of?.id).toBe(idOf(device));
  if (last?.interface === fate.interface && last.class !== now?.class) {
    // Only while nobody could know that the device still had it did another interface succeed to its name.
    expect(last.held).toBe(false);
    const bore = before.classes.get(last.class);
    const successor = after.classes.get(last.class);
    expect(bore?.interfaces ?? successor?.interfaces).toBe(undefined);
    expect(interfaceOf(entry ?? {}, bore)).not.toBe(successor?.interface);
  } else if (last?.interface === fate.interface) met[last.held ? 'again' : 'back'] += 1;
  sightings.set(device, { interface: fate.interface, class: now?.class ?? '', held: true });
}

/** What a person does to the lock between two pulls; the book follows a rename. */
function byPerson(lock: Lock, what: Step['after'], sightings: Map<number, Sighting>): Lock {
  if (what === undefined) return lock;
  if (what === 'prune') {
    met.pruned += 1;
    const after = prune(lock, 'camel').lock;
    expect(after.ledger).toEqual(lock.ledger);
    expect(after.classes.size + prune(lock, 'camel').classes.length).toBe(lock.classes.size);
    return parseLock(printLock(after), 'lock');
  }
  const names = [...lock.classes.keys()];
  const from = names[what.rename % names.length];
  if (from === undefined) return lock;
  met.renamed += 1;
  const to = `Name${lock.ledger.classes.size}`;
  for (const [device, sighting] of sightings)
    if (sighting.class === from) sightings.set(device, { ...sighting, class: to });
  const after = parseLock(printLock(renameClass(lock, from, to, 'camel')), 'lock');
  isOneToOne(after.ledger);
  expect([...after.classes.keys()].toSorted()).toEqual(names.map((name) => (name === from ? to : name)).toSorted());
  return after;
}

/** Of those that are known to be there. */
function sameInterfaceSameClass(sightings: ReadonlyMap<number, Sighting>): void {
  const classes = new Map<string, string>();
  for (const [device, sighting] of sightings) {
    if (!sighting.held) continue;
    const key = `${idOf(device)} ${sighting.interface}`;
    expect(classes.get(key) ?? sighting.class).toBe(sighting.class);
    classes.set(key, sighting.class);
  }
}

/** No two names of a list for one thing; that no name is for two things is what a Map is. */
function isOneToOne({ files, types, members, classes }: Ledger): void {
  expect(new Set(files.values()).size).toBe(files.size);
  expect(new Set([...files.keys()].map((stem) => stem.toLowerCase())).size).toBe(files.size);
  expect([...files.values()].toSorted()).toEqual([...classes.keys()].toSorted());
  expect(new Set([...types.values()].map((owner) => owner.join('\n'))).size).toBe(types.size);
  for (const names of members.values()) expect(new Set(names.values()).size).toBe(names.size);
  expect([...types.keys()].filter((name) => classes.has(name))).toEqual([]);
}

/** Whatever the ledger had it has still. */
function keepsNames(before: Ledger, after: Ledger): void {
  for (const [name, { id, interfaces, open }] of before.classes) {
    expect(after.classes.get(name)).toMatchObject({ id, ...(open && { open }) });
    expect(interfaces.filter((each) => after.classes.get(name)?.interfaces.includes(each) !== true)).toEqual([]);
  }
  for (const [stem, name] of before.files) expect(after.files.get(stem)).toBe(name);
  for (const [name, owner] of before.types) expect(after.types.get(name)).toEqual(owner);
  for (const [id, names] of before.members)
    for (const [name, key] of names) expect(after.members.get(id)?.get(name)).toBe(key);
}
