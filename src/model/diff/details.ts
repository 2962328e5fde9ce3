import { type Meta, usableLabels } from '@devgen/runtime/contract';
import type { Lock, LockMember, LockValue } from '../lock/lock.ts';
import type { Words } from './difference.ts';

/** Everything that a lock says of a member beside its interface, each under a name of its own. */
export function detailsOf(lock: Lock, member: LockMember, meta: Meta): ReadonlyMap<string, Words> {
  const details = new Map<string, Words>([['source', member.source]]);
  if (member.kind === 'command') {
    if (member.in) addValue(lock, member.in, 'in ', details);
    if (member.out) addValue(lock, member.out, 'out ', details);
  } else if ('type' in member) addValue(lock, member, '', details);
  const { limits = {}, ...facts } = meta;
  for (const [which, range] of Object.entries(limits)) details.set(`limits.${which}`, rangeText(range));
  for (const [name, fact] of Object.entries(facts)) details.set(name, wordsOf(fact));
  return details;
}

/** Units of columns, and labels that cannot be told apart and are therefore no part of the type. */
function addValue(lock: Lock, value: LockValue, part: string, details: Map<string, Words>): void {
  const labels = typeof value.labels === 'string' ? lock.labels.get(value.labels)?.labels : value.labels;
  if (labels !== undefined && !usableLabels(labels)) details.set(`${part}labels`, labels);
  for (const field of value.fields ?? []) {
    if (field.units !== undefined) details.set(`${part}${columnUnits(field.name)}`, field.units);
    addValue(lock, field, `${part}${field.name}: `, details);
  }
}

/** A column's unit that becomes another is a finding of the comparison already; one that is new is not. */
export function isColumnUnits(detail: string): boolean {
  return detail.endsWith(': units');
}

function columnUnits(name: string): string {
  return `${name}: units`;
}

function rangeText({ low, high }: NonNullable<NonNullable<Meta['limits']>['control']>): string {
  return `${low ?? ''}..${high ?? ''}`;
}

function wordsOf(fact: Meta[keyof Meta]): Words {
  if (Array.isArray(fact)) return fact.map(String);
  if (typeof fact !== 'object') return fact === true ? 'yes' : String(fact);
  return Object.entries(fact).map(([name, value]) => `${name} ${String(value)}`);
}
