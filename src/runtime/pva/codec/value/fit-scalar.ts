import type { Scalar } from '../../../core/contract/spec.ts';
import type { NumberArray } from '../../../core/contract/values.ts';
import { isNumberArray } from '../../../core/value/typed-array.ts';
import { type Extent, type ScalarArrayType, type ScalarType } from '../type/pva-type.ts';
import { isNumberKind, NUMBER_ARRAYS, type NumberKind } from '../wire/numbers.ts';
import { misfit } from './misfit.ts';
import type { PvaValue } from './pva-value.ts';

type Range = readonly [number, number] | readonly [bigint, bigint];

const RANGES: Readonly<Record<Exclude<NumberKind, 'f32' | 'f64'>, Range>> = {
  i8: [-0x80, 0x7f],
  u8: [0, 0xff],
  i16: [-0x8000, 0x7fff],
  u16: [0, 0xffff],
  i32: [-0x8000_0000, 0x7fff_ffff],
  u32: [0, 0xffff_ffff],
  i64: [-(2n ** 63n), 2n ** 63n - 1n],
  u64: [0n, 2n ** 64n - 1n],
};

export function fitScalar({ of, atMost }: ScalarType, value: unknown, path: string): PvaValue {
  if (isNumberKind(of)) return fitNumber(of, value, path);
  if (of === 'bool') {
    if (typeof value === 'boolean') return value;
    throw misfit(path, value, 'a boolean');
  }
  if (typeof value !== 'string') throw misfit(path, value, 'a string');
  if (atMost !== undefined && Buffer.byteLength(value) > atMost) {
    throw misfit(path, value, `a string of at most ${atMost} bytes`);
  }
  return value;
}

/** Nothing may wrap silently. */
function fitNumber(kind: NumberKind, value: unknown, path: string): number | bigint {
  if (kind === 'f32' || kind === 'f64') {
    if (typeof value === 'number') return value;
    throw misfit(path, value, 'a number');
  }
  const [low, high] = RANGES[kind];
  if (typeof value === typeof low && isWhole(value) && value >= low && value <= high) return value;
  throw misfit(path, value, `an integer of ${low} to ${high}${typeof low === 'bigint' ? ' (a bigint)' : ''}`);
}

function isWhole(value: unknown): value is number | bigint {
  return typeof value === 'bigint' || Number.isInteger(value);
}

export function fitScalarArray(type: ScalarArrayType, value: unknown, path: string): PvaValue {
  const { of } = type;
  const isList = Array.isArray(value) || isNumberArray(value);
  if (!isList) throw misfit(path, value, `an array of ${of}`);
  fitCount(type, value.length, value, path);
  if (isNumberKind(of)) return fitNumbers(of, value, path);
  const element: ScalarType = { kind: 'scalar', of: of as Scalar, bits: 1, depth: 1 };
  return Array.from(value as readonly unknown[], (each, index) => fitScalar(element, each, `${path}[${index}]`)) as
    readonly boolean[] | readonly string[];
}

function fitNumbers(kind: NumberKind, values: readonly unknown[] | NumberArray, path: string): NumberArray {
  const Type = NUMBER_ARRAYS[kind];
  if (values instanceof Type) return values;
  const out = new Type(values.length);
  // The arrays differ in their element type only, which the check beside it decides.
  const slots = out as { [index: number]: number | bigint };
  for (let index = 0; index < values.length; index++) {
    slots[index] = fitNumber(kind, values[index], `${path}[${index}]`);
  }
  return out;
}

export function fitCount({ atMost, exactly }: Extent, count: number, value: unknown, path: string): void {
  if (exactly !== undefined && count !== exactly) throw misfit(path, value, `an array of ${exactly} elements`);
  if (atMost !== undefined && count > atMost) throw misfit(path, value, `an array of at most ${atMost} elements`);
}
