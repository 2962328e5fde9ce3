import { andMore, printable } from '../../../core/support/printable.ts';
import type { CompoundArrayType, Field, PvaType, StructType, UnionType } from '../type/pva-type.ts';
import { codecOf, type StructCodec } from './codec.ts';
import { fitCount, fitScalar, fitScalarArray } from './fit-scalar.ts';
import { misfit } from './misfit.ts';
import { type PvaArm, type PvaStruct, type PvaValue, type PvaVariant } from './pva-value.ts';
import { isType } from '../type/is-type.ts';
import { variantOf } from './infer.ts';

/**
 * The value as the wire takes it; `VALUE.TYPE` when the type cannot hold it. Arrays of numbers may be plain ones, fields
 * of structures may be left out, which are then blank, and a variant may be a plain value, whose type is then inferred.
 */
export function fit(type: PvaType, value: unknown, path = ''): PvaValue {
  switch (type.kind) {
    case 'scalar':
      return fitScalar(type, value, path);
    case 'scalar[]':
      return fitScalarArray(type, value, path);
    case 'struct':
      return fitStruct(type, value, path);
    case 'union':
      return fitArm(type, value, path);
    case 'any':
      return fitVariant(value, path);
    default:
      return fitList(type, value, path);
  }
}

/** The fields that are given, each made by `make`; the others blank. */
export function fitFields(
  type: StructType,
  value: unknown,
  path: string,
  make: (field: Field, value: unknown, path: string, index: number) => PvaValue,
): PvaStruct {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || Array.isArray(value)) {
    throw misfit(path, value, 'an object of fields');
  }
  const names = Object.keys(value);
  const unknown = names.find((name) => !type.fields.some((field) => field.name === name));
  if (unknown !== undefined) throw noField(type, value, join(path, unknown));
  const { make: empty, blank } = codecOf(type) as StructCodec;
  const out = empty();
  for (const [index, field] of type.fields.entries()) {
    const { name } = field;
    out[name] = names.includes(name) ? make(field, Reflect.get(value, name), join(path, name), index) : blank[name]!;
  }
  return out;
}

function fitStruct(type: StructType, value: unknown, path: string): PvaStruct {
  return fitFields(type, value, path, (field, each, at) => fit(field.type, each, at));
}

function fitArm(type: UnionType, value: unknown, path: string): PvaArm | null {
  if (value === null) return null;
  const names = type.fields.map(({ name }) => name);
  const expected = `null or { kind, value }, kind one of ${andMore(names.map(printable), 8)}`;
  if (typeof value !== 'object' || !('kind' in value) || !('value' in value)) throw misfit(path, value, expected);
  const field = type.fields.find(({ name }) => name === value.kind);
  if (field === undefined) throw misfit(path, value, expected);
  return { kind: field.name, value: fit(field.type, value.value, join(path, field.name)) };
}

function fitVariant(value: unknown, path: string): PvaVariant | null {
  if (value === null) return null;
  if (typeof value === 'object' && 'type' in value && 'value' in value && isType(value.type)) {
    return { type: value.type, value: fit(value.type, value.value, path) };
  }
  return variantOf(value, path);
}

function fitList(type: CompoundArrayType, value: unknown, path: string): PvaValue {
  if (!Array.isArray(value)) throw misfit(path, value, `an array of ${type.of.kind}`);
  fitCount(type, value.length, value, path);
  const fitOne = (each: unknown, index: number): PvaValue =>
    each === null ? null : fit(type.of, each, `${path}[${index}]`);
  return Array.from(value, fitOne) as readonly (PvaStruct | null)[];
}

function noField(type: StructType, value: unknown, path: string): Error {
  const names = andMore(
    type.fields.map(({ name }) => printable(name)),
    12,
  );
  return misfit(printable(path), value, 'a field of this structure', `it has ${names}`);
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
