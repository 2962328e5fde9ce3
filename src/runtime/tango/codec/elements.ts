import { DevgenError } from '../../core/contract/errors.ts';
import type { DevState, Elements } from '../client/types.ts';
import type { CdrReader } from './cdr-reader.ts';
import type { CdrWriter } from './cdr-writer.ts';
import { readDevState, writeDevState } from './idl/enum.ts';
import { numbersOf, type NumberKind } from './numbers.ts';

/** What one element of a Tango value is on the wire. DevEnum is `i16`, DevUChar `u8`. */
export type ElementKind = NumberKind | 'bool' | 'string' | 'state' | 'encoded';

interface Encoded {
  readonly format: string;
  readonly data: Uint8Array;
}

/** Bytes of one element, for the kinds that have a fixed size. */
export const ELEMENT_SIZE: Readonly<Record<ElementKind, number>> = {
  bool: 1,
  u8: 1,
  i16: 2,
  u16: 2,
  i32: 4,
  u32: 4,
  f32: 4,
  i64: 8,
  u64: 8,
  f64: 8,
  state: 4,
  string: 0,
  encoded: 0,
};

/** `n` elements; a sequence without its length. */
export function readElements(reader: CdrReader, kind: ElementKind, n: number): Elements {
  switch (kind) {
    case 'f64':
      return reader.f64Array(n);
    case 'i32':
      return reader.i32Array(n);
    case 'i16':
      return reader.i16Array(n);
    case 'bool':
      return reader.boolArray(n);
    case 'string':
      return reader.stringArray(n);
    case 'u8':
      return reader.octetArray(n);
    case 'u16':
      return reader.u16Array(n);
    case 'u32':
      return reader.u32Array(n);
    case 'f32':
      return reader.f32Array(n);
    case 'i64':
      return reader.i64Array(n);
    case 'u64':
      return reader.u64Array(n);
    case 'state':
      return Array.from({ length: n }, () => readDevState(reader));
    case 'encoded':
      return Array.from({ length: n }, () => readEncoded(reader));
  }
}

export function readEncoded(reader: CdrReader): Encoded {
  const format = reader.string();
  return { format, data: reader.octets() };
}

export function writeEncoded(writer: CdrWriter, value: Encoded): void {
  writer.string(value.format);
  writer.octets(value.data);
}

/** The elements, without a length. Throws `VALUE.TYPE` for an element that the type cannot hold. */
export function writeElements(writer: CdrWriter, kind: ElementKind, values: Elements): void {
  switch (kind) {
    case 'bool':
      for (const value of values) writer.bool(expect(typeof value === 'boolean', value, 'a boolean') as boolean);
      return;
    case 'string':
      for (const value of values) writer.string(expect(typeof value === 'string', value, 'a string') as string);
      return;
    case 'state':
      for (const value of values)
        writeDevState(writer, expect(typeof value === 'string', value, 'a DevState') as DevState);
      return;
    case 'encoded':
      for (const value of values) writeEncoded(writer, expect(isEncoded(value), value, '{ format, data }') as Encoded);
      return;
    default:
      writer.array(numbersOf(kind, values as readonly unknown[]));
  }
}

export function isEncoded(value: unknown): value is Encoded {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Partial<Encoded>).format === 'string' &&
    (value as Partial<Encoded>).data instanceof Uint8Array
  );
}

function expect(ok: boolean, value: unknown, expected: string): unknown {
  if (ok) return value;
  throw new DevgenError(`${expected} expected, not ${typeof value}`, { code: 'VALUE.TYPE', expected, actual: value });
}
