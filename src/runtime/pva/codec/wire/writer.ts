import type { NumberArray } from '../../../core/contract/values.ts';
import { hostIsLittleEndian } from './host.ts';

const LONG = 0xfe;
const NULL = 0xff;
/** UTF-8 needs at most this many bytes for a UTF-16 unit. */
const WIDEST = 3;

/** Writes pvData into bytes that grow as needed; little-endian unless told otherwise. */
export class PvDataWriter {
  /** Of what is written from now on. */
  littleEndian: boolean;
  /** Bit sets are written as core-pva does: bytes in their order, whatever the byte order. */
  rawBitSets = false;
  #bytes: Buffer;
  #view: DataView;
  #position = 0;

  constructor(littleEndian = true, capacity = 1024) {
    this.littleEndian = littleEndian;
    this.#bytes = Buffer.alloc(capacity);
    this.#view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, capacity);
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
  }

  /** An empty one that writes in the same form. */
  successor(): PvDataWriter {
    const next = new PvDataWriter(this.littleEndian);
    next.rawBitSets = this.rawBitSets;
    return next;
  }

  /** Forgets what was written after `position`. */
  truncate(position: number): void {
    this.#position = position;
  }

  bool(value: boolean): void {
    this.u8(value ? 1 : 0);
  }

  u8(value: number): void {
    const at = this.#room(1);
    this.#bytes[at] = value;
  }

  i8(value: number): void {
    this.u8(value);
  }

  i16(value: number): void {
    const at = this.#room(2);
    this.#view.setInt16(at, value, this.littleEndian);
  }

  u16(value: number): void {
    const at = this.#room(2);
    this.#view.setUint16(at, value, this.littleEndian);
  }

  i32(value: number): void {
    const at = this.#room(4);
    this.#view.setInt32(at, value, this.littleEndian);
  }

  u32(value: number): void {
    const at = this.#room(4);
    this.#view.setUint32(at, value, this.littleEndian);
  }

  i64(value: bigint): void {
    const at = this.#room(8);
    this.#view.setBigInt64(at, value, this.littleEndian);
  }

  u64(value: bigint): void {
    const at = this.#room(8);
    this.#view.setBigUint64(at, value, this.littleEndian);
  }

  f32(value: number): void {
    const at = this.#room(4);
    this.#view.setFloat32(at, value, this.littleEndian);
  }

  f64(value: number): void {
    const at = this.#room(8);
    this.#view.setFloat64(at, value, this.littleEndian);
  }

  size(size: number): void {
    if (size < LONG) return this.u8(size);
    this.u8(LONG);
    this.u32(size);
  }

  /** A null size. */
  null(): void {
    this.u8(NULL);
  }

  string(text: string): void {
    const longest = text.length * WIDEST;
    // Where the size's own length depends on the text, it is measured first.
    if (longest >= LONG) this.size(Buffer.byteLength(text));
    const at = this.#room(longest < LONG ? longest + 1 : longest);
    const start = longest < LONG ? at + 1 : at;
    const count = this.#bytes.write(text, start, 'utf8');
    if (longest < LONG) this.#bytes[at] = count;
    this.#position = start + count;
  }

  /** Elements without their count. */
  numbers(values: NumberArray): void {
    const { BYTES_PER_ELEMENT: size, byteLength } = values;
    const at = this.#room(byteLength);
    this.#bytes.set(new Uint8Array(values.buffer, values.byteOffset, byteLength), at);
    if (size === 1 || this.littleEndian === hostIsLittleEndian) return;
    const written = this.#bytes.subarray(at, at + byteLength);
    if (size === 2) written.swap16();
    else if (size === 4) written.swap32();
    else written.swap64();
  }

  zeros(count: number): void {
    const at = this.#room(count);
    this.#bytes.fill(0, at, at + count);
  }

  /** Bytes as they are. */
  raw(value: Uint8Array): void {
    const at = this.#room(value.length);
    this.#bytes.set(value, at);
  }

  /** Four bytes, the highest of the number first in either byte order, and a number: how messages begin. */
  head(bytes: number, size: number): void {
    const at = this.#room(8);
    this.#view.setUint32(at, bytes);
    this.#view.setUint32(at + 4, size, this.littleEndian);
  }

  /** Two numbers and a byte: how requests of operations begin. */
  operation(sid: number, ioid: number, sub: number): void {
    const at = this.#room(9);
    this.#view.setUint32(at, sid, this.littleEndian);
    this.#view.setUint32(at + 4, ioid, this.littleEndian);
    this.#bytes[at + 8] = sub;
  }

  /** Puts a number where room was left for it. */
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
    const larger = Buffer.alloc(Math.max(this.#position, this.#bytes.length * 2));
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer, larger.byteOffset, larger.length);
  }
}
