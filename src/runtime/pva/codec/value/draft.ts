import type { PvaType } from '../type/pva-type.ts';
import { BitSet } from '../wire/bit-set.ts';
import { fit, fitFields } from './fit.ts';
import { misfit } from './misfit.ts';
import { type PvaStruct, type PvaValue, structMaker } from './pva-value.ts';

/** A value to be put, and which of its parts. */
export interface Draft {
  readonly value: PvaValue;
  readonly marked: BitSet;
}

/** Of a structure only the fields that are given, at any depth; of everything else the whole. `VALUE.TYPE` for a misfit. */
export function draftOf(type: PvaType, value: unknown): Draft {
  const marked = new BitSet();
  return { value: fillIn(type, value, '', 0, marked), marked };
}

/** Values by their paths, `{ 'alarm.severity': 1, value: 2 }`, as one object of objects. */
export function byPath(fields: Readonly<Record<string, unknown>>): PvaStruct {
  const top = new (structMaker())() as Record<string, unknown>;
  for (const [path, value] of Object.entries(fields)) {
    const names = path.split('.');
    const last = names.pop()!;
    let at = top;
    for (const name of names) at = nested(at, name, path, value);
    at[last] = value;
  }
  return top as PvaStruct;
}

function nested(at: Record<string, unknown>, name: string, path: string, value: unknown): Record<string, unknown> {
  const inner = name in at ? at[name] : new (structMaker())();
  if (typeof inner !== 'object' || inner === null) throw misfit(path, value, 'a path beside the others');
  at[name] = inner;
  return inner as Record<string, unknown>;
}

function fillIn(type: PvaType, value: unknown, path: string, bit: number, marked: BitSet): PvaValue {
  if (type.kind !== 'struct') {
    marked.add(bit);
    return fit(type, value, path);
  }
  let next = bit + 1;
  const bits = type.fields.map((field) => (next += field.type.bits) - field.type.bits);
  return fitFields(type, value, path, (field, each, at, index) => fillIn(field.type, each, at, bits[index]!, marked));
}
