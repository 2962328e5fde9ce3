import { usableLabels } from '@devgen/runtime/contract';
import type { LockMember, LockSignal } from '../../model/lock/lock.ts';
import type { Retype } from './overlay.ts';

/** The signal with the narrower type; of one that the runtime could not keep to, the reason. */
export function retyped(member: LockMember, retype: Retype): LockSignal | string {
  if (!isSignal(member)) return `It is a ${member.kind}: only signals have a type of their own.`;
  const { access, labels, type } = retype;
  if (labels !== undefined && type !== undefined) return 'Labels and a number exclude each other.';
  if (access !== undefined && access !== member.kind && member.kind !== 'rw')
    return `It is ${member.kind}, which cannot become ${access}.`;
  const narrowed: LockSignal = { ...member, kind: access ?? member.kind };
  if (labels !== undefined) return labelled(narrowed, labels);
  if (type === undefined) return narrowed;
  const { type: wire } = member;
  if (wire === 'i64' || wire === 'u64') return { ...narrowed, type: 'f64', wire };
  if (wire === 'i64[]' || wire === 'u64[]') return { ...narrowed, type: 'f64[]', wire };
  return `It is ${wire}: a number is for i64 and u64, also in a list.`;
}

function labelled(member: LockSignal, labels: readonly string[]): LockSignal | string {
  const { type: wire } = member;
  if (!isCountable(wire)) return `It is ${wire}: labels are for an integer or a flag, also in a list.`;
  if (!usableLabels(labels)) return 'Labels are one or more, none of them empty, none of them twice.';
  const [element = ''] = wire.split('[');
  if (element === 'bool' && labels.length !== 2) return 'A flag has two labels, of false and of true.';
  if (labels.length > countOf(element)) return `There are ${labels.length} labels, and ${element} has fewer numbers.`;
  return { ...member, type: wire === element ? 'enum' : 'enum[]', labels, wire };
}

export function isSignal(member: LockMember): member is LockSignal {
  return member.kind === 'r' || member.kind === 'w' || member.kind === 'rw';
}

function isCountable(type: string): type is NonNullable<LockSignal['wire']> {
  return /^(?:bool|[iu](?:8|16|32|64))(?:\[\])?$/.test(type);
}

/** How many numbers from 0 an integer has. */
function countOf(type: string): number {
  return type === 'bool' ? 2 : 2 ** (Number(type.slice(1)) - (type.startsWith('i') ? 1 : 0));
}
