import type { Lock, LockBlock, LockMember, LockVector } from '../lock/lock.ts';
import { inverted } from '../merge/ledger.ts';
import { joinPath } from '../shape.ts';

/** A class of a lock. */
export interface ClassSide {
  readonly lock: Lock;
  readonly name: string;
}

/** A member that both sides have, at one place of a device. */
export interface MemberPair {
  /** Wire path within a device, by which it has details: `SEQ/1/TABLE`. */
  readonly path: string;
  /** Dotted, for all elements of a vector: `seq.*.table`. */
  readonly name: string;
  /** Dotted, of this one: `seq.1.table`. */
  readonly place: string;
  readonly old: LockMember;
  readonly now: LockMember;
}

/** Every member that both classes have, those of their blocks too, joined on the wire keys of the locks. */
export function memberPairs(before: ClassSide, after: ClassSide): readonly MemberPair[] {
  const pairs: MemberPair[] = [];
  walk(before, after, { path: '', name: '', place: '' }, pairs);
  return pairs;
}

type Spot = Pick<MemberPair, 'path' | 'name' | 'place'>;

function walk(before: ClassSide, after: ClassSide, at: Spot, pairs: MemberPair[]): void {
  const [of, other] = [before.lock.classes.get(before.name), after.lock.classes.get(after.name)];
  if (of === undefined || other === undefined) return;
  const names = inverted(before.lock.ledger.members.get(of.id));
  for (const [key, old] of of.members) {
    const now = other.members.get(key);
    if (now === undefined) continue;
    const name = names.get(key) ?? key;
    const spot = { path: joinPath(at.path, key), name: dotted(at.name, name), place: dotted(at.place, name) };
    pairs.push({ ...spot, old, now });
    for (const inside of blockSpots(old, now, spot))
      walk({ ...before, name: (old as LockBlock).of }, { ...after, name: (now as LockBlock).of }, inside, pairs);
  }
}

function blockSpots(old: LockMember, now: LockMember, spot: Spot): readonly Spot[] {
  if (old.kind === 'block' && now.kind === 'block') return [spot];
  if (old.kind !== 'vector' || now.kind !== 'vector') return [];
  return commonKeys(old, now).map((key) => ({
    path: joinPath(spot.path, String(key)),
    name: `${spot.name}.*`,
    place: `${spot.place}.${key}`,
  }));
}

function commonKeys(old: LockVector, now: LockVector): readonly number[] {
  return old.keys.filter((key) => now.keys.includes(key));
}

function dotted(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
