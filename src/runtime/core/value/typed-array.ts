import type { NumberArray } from '../contract/values.ts';

interface NumberArrayConstructor {
  new (length: number): NumberArray;
}

const constructors: ReadonlyMap<string, NumberArrayConstructor> = new Map<string, NumberArrayConstructor>([
  ['i8', Int8Array],
  ['u8', Uint8Array],
  ['i16', Int16Array],
  ['u16', Uint16Array],
  ['i32', Int32Array],
  ['u32', Uint32Array],
  ['i64', BigInt64Array],
  ['u64', BigUint64Array],
  ['f32', Float32Array],
  ['f64', Float64Array],
]);

/** The array type of a numeric element: `f64` is `Float64Array`; `undefined` for bool, str and all others. */
export function typedArrayOf(element: string): NumberArrayConstructor | undefined {
  return constructors.get(element);
}

/** `Float64Array` for one of those, of any realm and any subclass (Node's Buffer is a `Uint8Array`). */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

export function isNumberArray(value: unknown): value is NumberArray {
  return ArrayBuffer.isView(value) && tagOf(value) !== 'DataView';
}
