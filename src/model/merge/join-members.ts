import { canonical } from '../lock/canonical.ts';
import type { LockCommand, LockField, LockMember, LockSignal, LockValue } from '../lock/lock.ts';

/** The labels themselves, where a value names a set. */
export type LabelsOf = (labels: LockValue['labels']) => readonly string[] | undefined;

/**
 * What a class may declare of a member that its devices have in several forms, so that each of them fulfils it: less
 * access, and `any` for a value that differs, which can then only be read. `undefined` where nothing can be said.
 * The order of the forms, and which of them are joined first, changes nothing. Details are not looked at.
 */
export function joinMembers(a: LockMember, b: LockMember, labelsOf: LabelsOf): LockMember | undefined {
  const source = a.source < b.source ? a.source : b.source;
  if (isSignal(a) && isSignal(b)) return joinSignals(a, b, source, labelsOf);
  return a.kind === 'command' && b.kind === 'command' ? joinCommands(a, b, source, labelsOf) : undefined;
}

function joinSignals(a: LockSignal, b: LockSignal, source: string, labelsOf: LabelsOf): LockSignal | undefined {
  const value = joinValues(a, b, labelsOf);
  const reads = a.kind !== 'w' && b.kind !== 'w';
  const writes = a.kind !== 'r' && b.kind !== 'r' && a.write === b.write && value !== ANY;
  if (!reads && !writes) return undefined;
  const kind = !writes ? 'r' : reads ? 'rw' : 'w';
  return { kind, source, meta: {}, ...value, ...(writes && a.write !== undefined && { write: a.write }) };
}

/** An argument that only some take, and a result that only some give, no class can declare. */
function joinCommands(a: LockCommand, b: LockCommand, source: string, labelsOf: LabelsOf): LockCommand | undefined {
  if ((a.in === undefined) !== (b.in === undefined) || (a.out === undefined) !== (b.out === undefined))
    return undefined;
  return {
    kind: 'command',
    source,
    meta: {},
    ...(a.in && b.in && { in: joinValues(a.in, b.in, labelsOf) }),
    ...(a.out && b.out && { out: joinValues(a.out, b.out, labelsOf) }),
  };
}

const ANY: LockValue = { type: 'any' };

/** Of equal values, the one that is written first by code unit; else {@link ANY}. */
function joinValues(a: LockValue, b: LockValue, labelsOf: LabelsOf): LockValue {
  if (!sameValue(a, b, labelsOf)) return ANY;
  const [one, other] = [valueOf(a), valueOf(b)];
  return canonical(one) <= canonical(other) ? one : other;
}

function sameValue(a: LockValue, b: LockValue, labelsOf: LabelsOf): boolean {
  return (
    a.type === b.type &&
    canonical(labelsOf(a.labels) ?? null) === canonical(labelsOf(b.labels) ?? null) &&
    sameFields(a.fields ?? [], b.fields ?? [], labelsOf)
  );
}

function sameFields(a: readonly LockField[], b: readonly LockField[], labelsOf: LabelsOf): boolean {
  return (
    a.length === b.length &&
    a.every((field, at) => {
      const other = b[at];
      return other !== undefined && field.name === other.name && sameValue(field, other, labelsOf);
    })
  );
}

function valueOf({ type, labels, fields }: LockValue): LockValue {
  return { type, ...(labels && { labels }), ...(fields && { fields }) };
}

function isSignal(member: LockMember): member is LockSignal {
  return member.kind === 'r' || member.kind === 'w' || member.kind === 'rw';
}
