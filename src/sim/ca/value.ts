import {
  type CaArray,
  type CaType,
  type CaValue,
  type DbrData,
  elementCount,
  layoutOf,
} from '@devgen/runtime/ca/codec';
import type { ServedChannel } from './served-channel.ts';

/** The value of a channel as a client wants it. Zero elements are as many as there are; what lacks is filled with zeros. */
export function valueFor(channel: ServedChannel, dbr: number, count: number): DbrData {
  const { type } = layoutOf(dbr)!;
  const data = channel.read(type);
  return count === 0 || count === elementCount(data.value)
    ? data
    : { ...data, value: resized(data.value, type, count) };
}

function resized(value: CaValue, type: CaType, count: number): CaValue {
  if (type === 'string') {
    const texts = typeof value === 'string' ? [value] : (value as readonly string[]);
    return Array.from({ length: count }, (_, index) => texts[index] ?? '');
  }
  const numbers = typeof value === 'number' ? [value] : (value as CaArray);
  const out = new ARRAYS[type](count);
  out.set(Array.from(numbers).slice(0, count));
  return out;
}

const ARRAYS = {
  short: Int16Array,
  float: Float32Array,
  enum: Uint16Array,
  char: Uint8Array,
  long: Int32Array,
  double: Float64Array,
} as const;
