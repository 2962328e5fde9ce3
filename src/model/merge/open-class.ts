import { compareText, sortedMap } from '../lock/canonical.ts';
import type { LockClass, LockDevice, LockMember } from '../lock/lock.ts';
import { joinMembers, type LabelsOf } from './join-members.ts';

/** The members of a shape as the lock writes them. */
export type OpenShape = ReadonlyMap<string, LockMember>;

/**
 * The members that devices of several interfaces share: one that not all have is optional, one that differs is what
 * all of them fulfil, or left out. `fresh` are the shapes that were seen now, by interface; of the interfaces in
 * `kept` the lock still knows the keys, and what was said of them together.
 */
export function openClass(
  before: LockClass | undefined,
  kept: Iterable<string>,
  fresh: ReadonlyMap<string, OpenShape>,
  labelsOf: LabelsOf,
): Pick<LockClass, 'members'> & { readonly interfaces: NonNullable<LockClass['interfaces']> } {
  const keys = new Map<string, ReadonlySet<string>>();
  for (const [hash, members] of fresh) keys.set(hash, new Set(members.keys()));
  const known = new Set<string>();
  for (const hash of kept) {
    const own = before === undefined || fresh.has(hash) ? undefined : keysOf(before, hash);
    if (own === undefined) continue;
    keys.set(hash, own);
    for (const key of own) known.add(key);
  }
  const members = new Map<string, LockMember>();
  /** Of optional members, and of those that no class can declare. */
  const apart = new Set<string>();
  for (const key of new Set([...keys.values()].flatMap((own) => [...own]))) {
    const forms = [...fresh.values()].flatMap((shape) => shape.get(key) ?? []);
    const all = known.has(key) ? [before?.members.get(key), ...forms] : forms;
    const member = all.reduce((a, b) => a && b && joinMembers(a, b, labelsOf));
    const optional = [...keys.values()].some((own) => !own.has(key));
    if (optional || member === undefined) apart.add(key);
    if (member !== undefined) members.set(key, withOptional(member, optional));
  }
  return {
    members: sortedMap(members),
    interfaces: sortedMap(
      [...keys].map(([hash, own]) => [hash, [...own].filter((key) => apart.has(key)).toSorted(compareText)] as const),
    ),
  };
}

function withOptional(member: LockMember, optional: boolean): LockMember {
  if (optional) return { ...member, optional };
  const { optional: _, ...rest } = member;
  return rest as LockMember;
}

/** The wire keys that a device of the class has when this is its interface; `undefined` of an interface unknown to it. */
export function keysOf(of: LockClass, hash: string): ReadonlySet<string> | undefined {
  if (of.interfaces === undefined) return hash === of.interface ? new Set(of.members.keys()) : undefined;
  const own = of.interfaces.get(hash);
  if (own === undefined) return undefined;
  return new Set([...[...of.members].flatMap(([key, { optional }]) => (optional === true ? [] : [key])), ...own]);
}

/** The interface that the lock knows of a device: its own, or its class's. */
export function interfaceOf({ seen }: Pick<LockDevice, 'seen'>, of: LockClass | undefined): string {
  return seen ?? of?.interface ?? '';
}
