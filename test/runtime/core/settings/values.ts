import { elementOf, type NumberArray, type ValueSpec, type ValueType } from '@devgen/runtime';
import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';

const arrays = {
  i8: fc.int8Array(),
  u8: fc.uint8Array(),
  i16: fc.int16Array(),
  u16: fc.uint16Array(),
  i32: fc.int32Array(),
  u32: fc.uint32Array(),
  i64: fc.bigInt64Array(),
  u64: fc.bigUint64Array(),
  f32: fc.float32Array(),
  f64: fc.float64Array(),
} as const satisfies Record<string, Arbitrary<NumberArray>>;

/** Any value of a spec, special numbers and extremes among them. */
export function valueOf(spec: ValueSpec): Arbitrary<unknown> {
  const { element, rank } = elementOf(spec.type);
  const one: ValueSpec = { ...spec, type: element as ValueType };
  if (rank === 1) return listOf(one);
  if (rank === 2) return listOf(one).map((data) => ({ shape: [1, (data as unknown[]).length], data }));
  switch (element) {
    case 'any':
      return fc.oneof(
        fc.double(),
        fc.bigInt(),
        fc.string(),
        fc.constant(null),
        fc.dictionary(fc.oneof(fc.constantFrom('$f64', '$', '$$x', '__proto__'), fc.string()), fc.float64Array()),
      );
    case 'bool':
      return fc.boolean();
    case 'str':
      return fc.string({ unit: 'binary' });
    case 'enum':
      return spec.labels === undefined ? fc.nat(65_535) : fc.constantFrom(...spec.labels);
    case 'encoded':
      return fc.record({ format: fc.string(), data: arrays.u8 });
    case 'ndarray':
      return fc.oneof(arrays.f64, arrays.u16).map((data) => ({ shape: [data.length], data }));
    case 'table':
      return fc.nat(3).chain((rows) => fieldsOf(spec, (field) => valueOf(field).map((column) => cut(column, rows))));
    case 'struct':
      return fieldsOf(spec, valueOf);
    case 'union':
      return spec.fields === undefined
        ? fc.record({ kind: fc.string(), value: fc.string() })
        : fc.constantFrom(...spec.fields).chain((arm) => valueOf(arm).map((value) => ({ kind: arm.name, value })));
    default:
      return scalarOf(element as keyof typeof arrays);
  }
}

function listOf(one: ValueSpec): Arbitrary<unknown> {
  if (Object.hasOwn(arrays, one.type)) return arrays[one.type as keyof typeof arrays];
  const nullable = one.type === 'struct' || one.type === 'union';
  return fc.array(nullable ? fc.option(valueOf(one)) : valueOf(one), { maxLength: 4 });
}

/** One element of an array is a value of the type. */
function scalarOf(type: keyof typeof arrays): Arbitrary<unknown> {
  return (arrays[type] as Arbitrary<NumberArray>).map((array) => array[0] ?? defaultOf(type));
}

function defaultOf(type: string): number | bigint {
  return type === 'i64' || type === 'u64' ? 0n : 0;
}

function fieldsOf(spec: ValueSpec, of: (field: ValueSpec) => Arbitrary<unknown>): Arbitrary<unknown> {
  return fc.record(Object.fromEntries((spec.fields ?? []).map((field) => [field.name, of(field)])));
}

/** Columns of a table are equally long. */
function cut(column: unknown, rows: number): unknown {
  if (Array.isArray(column)) return Array.from({ length: rows }, (_, index): unknown => column[index] ?? 'Idle');
  const array = new Uint32Array(rows);
  array.set((column as Uint32Array).slice(0, rows));
  return array;
}
