import type { Scalar } from '../../../core/contract/spec.ts';

/** The one-byte codes that begin a type description; arrays add a bit pattern to that of their elements. */
export const TypeCode = {
  string: 0x60,
  struct: 0x80,
  union: 0x81,
  any: 0x82,
  boundedString: 0x83,
  /** Of any length, of at most so many, of exactly so many elements. */
  array: 0x08,
  boundedArray: 0x10,
  fixedArray: 0x18,
  arrayMask: 0x18,
  /** A description that was defined before on this connection, by its number. */
  cached: 0xfe,
  /** A description that defines a number for itself. */
  define: 0xfd,
  null: 0xff,
} as const;

const SCALAR_CODES: readonly (readonly [Scalar, number])[] = [
  ['bool', 0x00],
  ['i8', 0x20],
  ['i16', 0x21],
  ['i32', 0x22],
  ['i64', 0x23],
  ['u8', 0x24],
  ['u16', 0x25],
  ['u32', 0x26],
  ['u64', 0x27],
  ['f32', 0x42],
  ['f64', 0x43],
  ['str', TypeCode.string],
];

const byCode = new Map(SCALAR_CODES.map(([of, code]) => [code, of]));
const byScalar = new Map(SCALAR_CODES);

export function scalarOfCode(code: number): Scalar | undefined {
  return byCode.get(code);
}

export function codeOfScalar(of: Scalar): number {
  return byScalar.get(of)!;
}
