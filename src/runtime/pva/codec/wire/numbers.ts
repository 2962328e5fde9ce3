import type { Scalar } from '../../../core/contract/spec.ts';
import type { NumberArray } from '../../../core/contract/values.ts';
import { hostIsLittleEndian } from './host.ts';

export type NumberKind = Exclude<Scalar, 'bool' | 'str'>;

export interface NumberArrayType {
  readonly BYTES_PER_ELEMENT: number;
  new (length: number): NumberArray;
  new (buffer: ArrayBufferLike, offset: number, length: number): NumberArray;
}

/** The typed array of each kind of number. */
export const NUMBER_ARRAYS: Readonly<Record<NumberKind, NumberArrayType>> = {
  i8: Int8Array,
  u8: Uint8Array,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  i64: BigInt64Array,
  u64: BigUint64Array,
  f32: Float32Array,
  f64: Float64Array,
};

export function isNumberKind(kind: Scalar): kind is NumberKind {
  return kind !== 'bool' && kind !== 'str';
}

/** Turns the elements of an array to the other byte order, where they are, when the wire's is not this machine's. */
export function toHostOrder(values: ArrayBufferView, size: number, littleEndian: boolean): void {
  if (size === 1 || littleEndian === hostIsLittleEndian) return;
  const bytes = Buffer.from(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength);
  if (size === 2) bytes.swap16();
  else if (size === 4) bytes.swap32();
  else bytes.swap64();
}
