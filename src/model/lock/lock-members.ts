import { sortedMap } from './canonical.ts';
import type { LockField, LockMember, LockValue } from './lock.ts';
import { labelsKey, type SetNames } from '../names/name-label-sets.ts';
import type { Shape } from '../shape.ts';

/** The members of a shape as the lock writes them: blocks and shared label sets by name. */
export function lockMembers(
  shape: Shape,
  classNames: ReadonlyMap<string, string>,
  sets: SetNames,
): ReadonlyMap<string, LockMember> {
  const named = (value: LockValue): LockValue => nameLabels(value, shape.id, sets);
  return sortedMap([...shape.members].map(([key, member]) => [key, lockMember(member, classNames, named)] as const));
}

function lockMember(
  member: LockMember,
  classNames: ReadonlyMap<string, string>,
  named: (value: LockValue) => LockValue,
): LockMember {
  switch (member.kind) {
    case 'block':
    case 'vector':
      return { ...member, of: classNames.get(member.of) ?? '' };
    case 'command':
      return {
        ...member,
        ...(member.in === undefined ? {} : { in: named(member.in) }),
        ...(member.out === undefined ? {} : { out: named(member.out) }),
      };
    default:
      return { ...member, ...named(member) };
  }
}

function nameLabels<V extends LockValue>(value: V, id: string, sets: SetNames): V {
  const labels =
    typeof value.labels === 'object' ? (sets.get(labelsKey(id, value.labels)) ?? value.labels) : value.labels;
  const fields = value.fields?.map((field): LockField => nameLabels(field, id, sets));
  return { ...value, ...(labels === undefined ? {} : { labels }), ...(fields === undefined ? {} : { fields }) };
}
