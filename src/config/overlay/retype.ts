import { usableLabels } from '@devgen/runtime/contract';
import type { LockCommand, LockField, LockMember, LockSignal, LockValue } from '../../model/lock/lock.ts';
import { nearest } from '../nearest.ts';
import type { Retype, RetypeValue } from './overlay.ts';

/** Why a type cannot be another, and where in the entry that is said. */
export interface RetypeFault {
  readonly at: readonly string[];
  readonly why: string;
  /** Of a target that is not there: the one that was probably meant, or an empty text. */
  readonly nearest?: string;
}

/** The member with the narrower type; of one that the runtime could not keep to, the reason. */
export function retyped(member: LockMember, retype: Retype): LockMember | RetypeFault {
  const { access, in: argument, out, ...value } = retype;
  if (member.kind === 'command') return retypedCommand(member, retype);
  if (!isSignal(member))
    return fault([], `It is a ${member.kind}: only signals and commands have a type of their own.`);
  if (argument !== undefined || out !== undefined)
    return fault([argument === undefined ? 'out' : 'in'], 'It is a signal: in and out are of a command.');
  if (access !== undefined && access !== member.kind && member.kind !== 'rw')
    return fault(['access'], `It is ${member.kind}, which cannot become ${access}.`);
  return retypedValue({ ...member, kind: access ?? member.kind }, value, []);
}

function retypedCommand(member: LockCommand, { in: argument, out, ...value }: Retype): LockCommand | RetypeFault {
  const [own] = Object.keys(value);
  if (own !== undefined)
    return fault([own], 'It is a command: say it of its argument under in, of its result under out.');
  if (argument !== undefined && member.in === undefined) return fault(['in'], 'It takes no argument.');
  if (out !== undefined && member.out === undefined) return fault(['out'], 'It has no result.');
  const given = member.in && retypedValue(member.in, argument, ['in']);
  if (isFault(given)) return given;
  const result = member.out && retypedValue(member.out, out, ['out']);
  if (isFault(result)) return result;
  return { ...member, ...(given && { in: given }), ...(result && { out: result }) };
}

function retypedValue<V extends LockValue>(value: V, retype: RetypeValue = {}, at: readonly string[]): V | RetypeFault {
  const { labels, type, fields } = retype;
  const said = (['labels', 'type', 'fields'] as const).filter((key) => retype[key] !== undefined);
  if (said.length > 1) return fault([...at, said[1] ?? ''], `${said.join(' and ')} exclude each other.`);
  if (labels !== undefined) return labelled(value, labels, [...at, 'labels']);
  if (type !== undefined) return numbered(value, [...at, 'type']);
  return fields === undefined ? value : withFields(value, fields, [...at, 'fields']);
}

function withFields<V extends LockValue>(
  value: V,
  retypes: Readonly<Record<string, RetypeValue>>,
  at: readonly string[],
): V | RetypeFault {
  if (value.fields === undefined) return fault(at, `It is ${value.type}, which has no fields.`);
  const fields: LockField[] = [];
  for (const field of value.fields) {
    const own = Object.hasOwn(retypes, field.name) ? retypes[field.name] : undefined;
    const other = retypedValue(field, own, [...at, field.name]);
    if (isFault(other)) return other;
    fields.push(other);
  }
  const names = fields.map(({ name }) => name);
  const odd = Object.keys(retypes).find((name) => !names.includes(name));
  if (odd === undefined) return { ...value, fields };
  const why = `It has no field ${odd}: it has ${names.join(', ')}.`;
  return { ...fault([...at, odd], why), nearest: nearest(odd, names) ?? '' };
}

function numbered<V extends LockValue>(value: V, at: readonly string[]): V | RetypeFault {
  const { type: wire } = value;
  const [, element = '', rank = ''] = /^([iu]64)((?:\[\])*)$/.exec(wire) ?? [];
  if (element === '') return fault(at, `It is ${wire}: a number is for i64 and u64, also in a list or an image.`);
  return { ...value, type: `f64${rank}`, wire } as V;
}

function labelled<V extends LockValue>(value: V, labels: readonly string[], at: readonly string[]): V | RetypeFault {
  const { type: wire } = value;
  const [, element = '', rank = ''] = /^(bool|[iu](?:8|16|32|64))((?:\[\])*)$/.exec(wire) ?? [];
  if (element === '')
    return fault(at, `It is ${wire}: labels are for an integer or a flag, also in a list or an image.`);
  if (!usableLabels(labels)) return fault(at, 'Labels are one or more, none of them empty, none of them twice.');
  if (element === 'bool' && labels.length !== 2) return fault(at, 'A flag has two labels, of false and of true.');
  if (labels.length > countOf(element))
    return fault(at, `There are ${labels.length} labels, and ${element} has fewer numbers.`);
  return { ...value, type: `enum${rank}`, labels, wire } as V;
}

function fault(at: readonly string[], why: string): RetypeFault {
  return { at, why };
}

export function isFault(of: object | undefined): of is RetypeFault {
  return of !== undefined && 'why' in of;
}

export function isSignal(member: LockMember): member is LockSignal {
  return member.kind === 'r' || member.kind === 'w' || member.kind === 'rw';
}

/** How many numbers from 0 an integer has. */
function countOf(type: string): number {
  return type === 'bool' ? 2 : 2 ** (Number(type.slice(1)) - (type.startsWith('i') ? 1 : 0));
}
