import type { ScalarType } from '@devgen/runtime/pva/codec';

/** The types of fields, by EPICS's names without `DBF_`. */
export type Dbf =
  | 'STRING'
  | 'CHAR'
  | 'UCHAR'
  | 'SHORT'
  | 'USHORT'
  | 'LONG'
  | 'ULONG'
  | 'INT64'
  | 'UINT64'
  | 'FLOAT'
  | 'DOUBLE'
  | 'ENUM'
  | 'MENU';

export const DBF: readonly Dbf[] = [
  'STRING',
  'CHAR',
  'UCHAR',
  'SHORT',
  'USHORT',
  'LONG',
  'ULONG',
  'INT64',
  'UINT64',
  'FLOAT',
  'DOUBLE',
  'ENUM',
  'MENU',
];

export type NumberArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

/** A field's value: of an enum or a menu its index, of 64 bits a `bigint`. */
export type FieldValue = number | bigint | string | NumberArray | readonly string[];

export interface NumberForm {
  /** As PV Access has it. */
  readonly scalar: Exclude<ScalarType['of'], 'bool' | 'str'>;
  readonly array: new (length: number) => NumberArray;
  readonly low: number | bigint;
  readonly high: number | bigint;
}

const NUMBERS: ReadonlyMap<Dbf, NumberForm> = new Map<Dbf, NumberForm>([
  ['CHAR', { scalar: 'i8', array: Int8Array, low: -0x80, high: 0x7f }],
  ['UCHAR', { scalar: 'u8', array: Uint8Array, low: 0, high: 0xff }],
  ['SHORT', { scalar: 'i16', array: Int16Array, low: -0x8000, high: 0x7fff }],
  ['USHORT', { scalar: 'u16', array: Uint16Array, low: 0, high: 0xffff }],
  ['LONG', { scalar: 'i32', array: Int32Array, low: -0x8000_0000, high: 0x7fff_ffff }],
  ['ULONG', { scalar: 'u32', array: Uint32Array, low: 0, high: 0xffff_ffff }],
  ['INT64', { scalar: 'i64', array: BigInt64Array, low: -(2n ** 63n), high: 2n ** 63n - 1n }],
  ['UINT64', { scalar: 'u64', array: BigUint64Array, low: 0n, high: 2n ** 64n - 1n }],
  ['FLOAT', { scalar: 'f32', array: Float32Array, low: -Infinity, high: Infinity }],
  ['DOUBLE', { scalar: 'f64', array: Float64Array, low: -Infinity, high: Infinity }],
]);

/** How a type of numbers is kept; undefined for texts and enums. */
export function numberForm(dbf: Dbf): NumberForm | undefined {
  return NUMBERS.get(dbf);
}

export function isFloating(dbf: Dbf): boolean {
  return dbf === 'FLOAT' || dbf === 'DOUBLE';
}
