import { hostIsLittleEndian } from './host.ts';
import { encodeLatin1 } from './latin1.ts';
import type { NumberElements } from './numbers.ts';

/** Writes CDR into bytes that grow as needed; little-endian unless told otherwise. */
export class CdrWriter {
  readonly littleEndian: boolean;
  #bytes: Uint8Array;
  #view: DataView;
  #position = 0;
  #origin = 0;

  constructor(littleEndian = true, capacity = 1024) {
    this.littleEndian = littleEndian;
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
  }

  get position(): number {
    return this.#position;
  }

  /** Bytes that fit before the next growth. */
  get capacity(): number {
    return this.#bytes.length;
  }

  /** What was written: a view, overwritten by what is written after {@link clear}. */
  written(from = 0): Uint8Array {
    return this.#bytes.subarray(from, this.#position);
  }

  clear(): void {
    this.#position = 0;
    this.#origin = 0;
  }

  /** Alignment counts from here on; a message begins here. */
  begin(): number {
    this.#origin = this.#position;
    return this.#position;
  }

  /** Forgets what was written after `position`. */
  truncate(position: number): void {
    this.#position = position;
  }

  align(size: 2 | 4 | 8): void {
    const pad = -(this.#position - this.#origin) & (size - 1);
    const start = this.#room(pad);
    for (let i = 0; i < pad; i++) this.#bytes[start + i] = 0;
  }

  bool(value: boolean): void {
    this.octet(value ? 1 : 0);
  }

  octet(value: number): void {
    const at = this.#room(1);
    this.#bytes[at] = value;
  }

  i16(value: number): void {
    this.align(2);
    const at = this.#room(2);
    this.#view.setInt16(at, value, this.littleEndian);
  }

  u16(value: number): void {
    this.align(2);
    const at = this.#room(2);
    this.#view.setUint16(at, value, this.littleEndian);
  }

  i32(value: number): void {
    this.align(4);
    const at = this.#room(4);
    this.#view.setInt32(at, value, this.littleEndian);
  }

  u32(value: number): void {
    this.align(4);
    const at = this.#room(4);
    this.#view.setUint32(at, value, this.littleEndian);
  }

  i64(value: bigint): void {
    this.align(8);
    const at = this.#room(8);
    this.#view.setBigInt64(at, value, this.littleEndian);
  }

  u64(value: bigint): void {
    this.align(8);
    const at = this.#room(8);
    this.#view.setBigUint64(at, value, this.littleEndian);
  }

  f32(value: number): void {
    this.align(4);
    const at = this.#room(4);
    this.#view.setFloat32(at, value, this.littleEndian);
  }

  f64(value: number): void {
    this.align(8);
    const at = this.#room(8);
    this.#view.setFloat64(at, value, this.littleEndian);
  }

  /** Throws `VALUE.TYPE` for what ISO 8859-1 cannot say. */
  string(text: string): void {
    this.u32(text.length + 1);
    const at = this.#room(text.length + 1);
    encodeLatin1(text, this.#bytes, at);
    this.#bytes[at + text.length] = 0;
  }

  /** `sequence<octet>` */
  octets(value: Uint8Array): void {
    this.u32(value.length);
    this.array(value);
  }

  /** `sequence<string>` */
  strings(values: readonly string[]): void {
    this.u32(values.length);
    for (const value of values) this.string(value);
  }

  sequence<T>(values: readonly T[], write: (writer: CdrWriter, value: T) => void): void {
    this.u32(values.length);
    for (const value of values) write(this, value);
  }

  /** The elements alone, aligned when there are any; their count is written before. */
  array(values: NumberElements): void {
    const { length, BYTES_PER_ELEMENT: size, byteLength } = values;
    if (length === 0) return;
    if (size !== 1) this.align(size as 2 | 4 | 8);
    const at = this.#room(byteLength);
    this.#bytes.set(new Uint8Array(values.buffer, values.byteOffset, byteLength), at);
    if (size !== 1 && this.littleEndian !== hostIsLittleEndian) {
      for (let i = at; i < at + byteLength; i += size) this.#bytes.subarray(i, i + size).reverse();
    }
  }

  /** Bytes as they are, without a length. */
  raw(value: Uint8Array): void {
    const at = this.#room(value.length);
    this.#bytes.set(value, at);
  }

  /** A `sequence<octet>` with its own byte order mark and alignment. */
  encapsulation(write: (writer: CdrWriter) => void): void {
    this.u32(0);
    const start = this.#position;
    const outer = this.#origin;
    this.#origin = start;
    this.bool(this.littleEndian);
    write(this);
    this.#origin = outer;
    this.patchU32(start - 4, this.#position - start);
  }

  /** Puts a length where room was left for it. */
  patchU32(position: number, value: number): void {
    this.#view.setUint32(position, value, this.littleEndian);
  }

  #room(count: number): number {
    const start = this.#position;
    this.#position = start + count;
    if (this.#position > this.#bytes.length) this.#grow();
    return start;
  }

  #grow(): void {
    const larger = new Uint8Array(Math.max(this.#position, this.#bytes.length * 2));
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}
