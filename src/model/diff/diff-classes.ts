import type { Lock } from '../lock/lock.ts';
import { inverted } from '../merge/ledger.ts';
import { retiredClasses } from '../merge/merge-report.ts';
import type { DeviceRef } from '../merge/pulled.ts';
import type { ClassPair } from './class-pair.ts';
import type { Change } from './difference.ts';
import type { Differences } from './differences.ts';
import type { Sides } from './sides.ts';

/** Classes that only have another name: old to new. */
export function renamedClasses({ before, after }: Sides): ReadonlyMap<string, string> {
  const heirs = new Map<string, string>();
  for (const [name, { id, interface: hash }] of after.classes)
    if (before.classes.get(name)?.interface !== hash) heirs.set(`${id}\n${hash}`, name);
  const renamed = new Map<string, string>();
  for (const [name, { id, interface: hash }] of before.classes) {
    const heir = after.classes.has(name) ? undefined : heirs.get(`${id}\n${hash}`);
    if (heir !== undefined) renamed.set(name, heir);
  }
  return renamed;
}

/** What became of the classes, also of one that no device has on both sides. */
export function diffClasses(sides: Sides, renamed: ReadonlyMap<string, string>, found: Differences): void {
  const devices = devicesByClass(sides.before);
  const add = (change: Change, of: readonly DeviceRef[] = []): void => {
    found.add(change);
    for (const device of of) found.add(change, device);
  };
  for (const change of statusChanges(sides, renamed)) add(change, devices.get(change.class));
  for (const name of sides.before.classes.keys()) {
    const heir = renamed.get(name) ?? name;
    if (!sides.after.classes.has(heir)) continue;
    const pair = sides.pair(name, heir);
    const of = devices.get(name);
    for (const change of renamedMembers(pair)) add(change, of);
    // A block is looked at within the devices that have it.
    if (of !== undefined) for (const change of pair.changes) add(change);
  }
}

/** Which classes came, went, or have devices now that they had not, or the reverse. */
function* statusChanges({ before, after }: Sides, renamed: ReadonlyMap<string, string>): Iterable<Change> {
  const [idle, idleNow] = [before, after].map((lock) => new Set(retiredClasses(lock)));
  const heirs = new Set(renamed.values());
  for (const name of before.classes.keys()) {
    const heir = renamed.get(name);
    if (heir !== undefined)
      yield { rule: 'CLASS_RENAMED', severity: 'breaking', class: name, before: name, after: heir };
    else if (!after.classes.has(name)) yield { rule: 'CLASS_REMOVED', severity: 'breaking', class: name };
    else if (!idle?.has(name) && idleNow?.has(name))
      yield { rule: 'CLASS_RETIRED', severity: 'compatible', class: name };
  }
  for (const name of after.classes.keys()) {
    if (heirs.has(name)) continue;
    if (!before.classes.has(name)) yield { rule: 'CLASS_ADDED', severity: 'compatible', class: name };
    else if (idle?.has(name) && !idleNow?.has(name))
      yield { rule: 'CLASS_REVIVED', severity: 'compatible', class: name };
  }
}

/** Members that have another name in TypeScript and are the same on the wire. */
function renamedMembers({ before, after }: ClassPair): readonly Change[] {
  const [of, other] = [before.lock.classes.get(before.name), after.lock.classes.get(after.name)];
  if (of === undefined || of.id !== other?.id) return [];
  const [old, now] = [before, after].map(({ lock }) => inverted(lock.ledger.members.get(of.id)));
  return [...of.members].flatMap(([key, { source }]): readonly Change[] => {
    const [was, is] = [old?.get(key), now?.get(key)];
    if (was === undefined || is === undefined || was === is || !other.members.has(key)) return [];
    return [
      { rule: 'MEMBER_RENAMED', severity: 'breaking', class: before.name, member: was, source, before: was, after: is },
    ];
  });
}

/** Those that are gone left out. */
function devicesByClass(lock: Lock): ReadonlyMap<string, readonly DeviceRef[]> {
  const byClass = new Map<string, DeviceRef[]>();
  for (const [source, { devices }] of lock.sources)
    for (const [device, entry] of devices) {
      if (entry.gone === true) continue;
      const known = byClass.get(entry.class);
      if (known === undefined) byClass.set(entry.class, [{ source, device }]);
      else known.push({ source, device });
    }
  return byClass;
}
