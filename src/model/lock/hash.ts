import { hash } from 'node:crypto';
import { canonical, sortedEntries } from './canonical.ts';
import type { LockClass, LockMember, LockValue } from './lock.ts';

/** 128 bits of SHA-256: no two interfaces of the world meet by chance. */
export function hashText(text: string): string {
  return hash('sha256', text).slice(0, 32);
}

/** What a member's interface is made of; blocks stand for the interface of their shape. */
export interface InterfaceParts {
  readonly labelsOf: (labels: readonly string[] | string | undefined) => readonly string[] | undefined;
  readonly interfaceOf: (block: string) => string;
}

/**
 * The hash over wire keys, kinds, types with rank and labels in order. Names that devgen gives are not in it, nor is
 * anything that a server may change without a caller's code noticing.
 */
export function interfaceHash(members: ReadonlyMap<string, LockMember>, parts: InterfaceParts): string {
  // Lists of lists: JSON's own printing of them is the canonical one.
  const lines = sortedEntries(members).map(([key, member]) =>
    JSON.stringify([key, memberParts(member as LockMember, parts)]),
  );
  return hashText(lines.join('\n'));
}

function memberParts(member: LockMember, parts: InterfaceParts): readonly unknown[] {
  const { kind } = member;
  const optional = member.optional ?? false;
  switch (kind) {
    case 'command':
      return [kind, optional, valueParts(member.in, parts), valueParts(member.out, parts)];
    case 'block':
      return [kind, optional, parts.interfaceOf(member.of)];
    case 'vector':
      return [kind, optional, parts.interfaceOf(member.of), member.keys];
    default:
      return [kind, optional, valueParts(member, parts), member.write ?? null];
  }
}

function valueParts(value: LockValue | undefined, parts: InterfaceParts): readonly unknown[] | null {
  if (value === undefined) return null;
  const fields = value.fields?.map((field) => [field.name, valueParts(field, parts)]);
  return [value.type, parts.labelsOf(value.labels) ?? null, fields ?? null];
}

/** The hash over what is on a class's lines beside its interface: docs, units, ranges. */
export function detailHash(facts: Pick<LockClass, 'doc' | 'members'>): string {
  const details = sortedEntries(facts.members).map(([key, value]) => {
    const { source, meta, ...member } = value as LockMember;
    return [key, source, meta, 'fields' in member ? member.fields?.map((field) => field.units ?? null) : null];
  });
  return hashText(canonical([facts.doc ?? null, details]));
}
