import { DevgenError } from '../../core/contract/errors.ts';

export type NumberKind = 'u8' | 'i16' | 'u16' | 'i32' | 'u32' | 'f32' | 'f64' | 'i64' | 'u64';
export type NumberElements =
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

const ARRAYS: Readonly<Record<NumberKind, new (length: number) => NumberElements>> = {
  u8: Uint8Array,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  f32: Float32Array,
  f64: Float64Array,
  i64: BigInt64Array,
  u64: BigUint64Array,
};

const RANGES: Readonly<Record<NumberKind, readonly [number | bigint, number | bigint]>> = {
  u8: [0, 0xff],
  i16: [-0x8000, 0x7fff],
  u16: [0, 0xffff],
  i32: [-0x8000_0000, 0x7fff_ffff],
  u32: [0, 0xffff_ffff],
  f32: [-Infinity, Infinity],
  f64: [-Infinity, Infinity],
  i64: [-(2n ** 63n), 2n ** 63n - 1n],
  u64: [0n, 2n ** 64n - 1n],
};

/** The values as the typed array of their kind; `VALUE.TYPE` when one does not fit, as nothing may wrap silently. */
export function numbersOf(kind: NumberKind, values: readonly unknown[] | NumberElements): NumberElements {
  const type = ARRAYS[kind];
  if (values instanceof type) return values;
  const out = new type(values.length);
  // The arrays differ in their element type only, which the check beside it decides.
  const slots = out as { [index: number]: number | bigint };
  for (let i = 0; i < values.length; i++) slots[i] = numberOf(kind, values[i]);
  return out;
}

/** The value, when the kind can hold it. */
export function numberOf(kind: NumberKind, value: unknown): number | bigint {
  const [low, high] = RANGES[kind];
  if (typeof value === typeof low && (kind === 'f32' || kind === 'f64' || inRange(value, low, high))) {
    return value as number | bigint;
  }
  const expected = kind === 'f32' || kind === 'f64' ? 'a number' : `an integer of ${low} to ${high}`;
  const note = typeof low === 'bigint' ? ' (a bigint)' : '';
  throw new DevgenError(`${String(value)} is not ${expected}${note}`, { code: 'VALUE.TYPE', expected, actual: value });
}

function inRange(value: unknown, low: number | bigint, high: number | bigint): boolean {
  if (typeof value === 'bigint') return value >= low && value <= high;
  return typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high;
}
