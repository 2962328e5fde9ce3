import { usableLabels } from '@devgen/runtime/contract';
import type { LockClass, LockField, LockMember, LockValue } from '../lock/lock.ts';
import { pascalCase } from './words.ts';

/** A value within a class whose TypeScript type gets a name of its own. */
export interface NamedValue {
  /** Class, wire key and field names: what the ledger keeps the name by. */
  readonly owner: readonly string[];
  /** What the name is made of after the class's: `SeqTableTrigger` is `['Table', 'Trigger']`. */
  readonly words: readonly string[];
  readonly value: LockValue;
}

/** Every value of a class that needs a type name, what contains others after them. */
export function namedValues(className: string, of: LockClass, memberNames: ReadonlyMap<string, string>): NamedValue[] {
  const found: NamedValue[] = [];
  for (const [key, member] of of.members) {
    if (isPlain(member)) continue;
    for (const { suffix, value } of memberValues(member)) {
      if (isUnnamed(value)) continue;
      const words = [pascalCase(memberNames.get(key) ?? key), ...suffix];
      collect(value, [className, key, ...suffix], words, found);
    }
  }
  return found;
}

/** Most are: nothing of theirs needs a name. */
function isPlain(member: LockMember): boolean {
  if (member.kind === 'command') return isUnnamed(member.in) && isUnnamed(member.out);
  return member.kind === 'block' || member.kind === 'vector' || isUnnamed(member);
}

function isUnnamed(value: LockValue | undefined): boolean {
  return value === undefined || (typeof value.labels !== 'object' && value.fields === undefined);
}

/** The values of a member, a command's by `Argument` and `Result` unless they are the same. */
export function memberValues(member: LockMember): { readonly suffix: readonly string[]; readonly value: LockValue }[] {
  if (member.kind === 'block' || member.kind === 'vector') return [];
  if (member.kind !== 'command') return [{ suffix: [], value: member }];
  const { in: argument, out: result } = member;
  if (argument !== undefined && result !== undefined && sameType(argument, result))
    return [{ suffix: [], value: argument }];
  return [
    ...(argument === undefined ? [] : [{ suffix: ['Argument'], value: argument }]),
    ...(result === undefined ? [] : [{ suffix: ['Result'], value: result }]),
  ];
}

function collect(value: LockValue, owner: readonly string[], words: readonly string[], found: NamedValue[]): void {
  for (const field of value.fields ?? [])
    collect(field, [...owner, field.name], [...words, pascalCase(field.name)], found);
  const labelled = typeof value.labels !== 'string' && usableLabels(value.labels);
  if (labelled || value.fields !== undefined) found.push({ owner, words, value });
}

function sameType(a: LockValue, b: LockValue): boolean {
  return a.type === b.type && sameLabels(a.labels, b.labels) && sameFields(a.fields, b.fields);
}

function sameLabels(a: LockValue['labels'], b: LockValue['labels']): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function sameFields(a: readonly LockField[] = [], b: readonly LockField[] = []): boolean {
  return a.length === b.length && a.every((field, at) => field.name === b[at]?.name && sameType(field, b[at]));
}
