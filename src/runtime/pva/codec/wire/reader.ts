import type { NumberArray } from '../../../core/contract/values.ts';
import { protocolError } from '../protocol-error.ts';
import { TypeRegistry } from '../type/type-registry.ts';
import { NUMBER_ARRAYS, type NumberKind, toHostOrder } from './numbers.ts';

/** A view of fewer bytes would keep a whole message alive for little. */
const WORTH_A_VIEW = 4096;
/** Parts of values that a message may have: more than an honest one of its size can, and so many whatever its size. */
const PARTS_A_BYTE = 20;
const PARTS_ANYWAY = 100_000;
const LONG = 0xfe;
const NULL = 0xff;

/**
 * Reads pvData from bytes in either byte order. Every count is checked against the bytes present before anything is
 * allocated; what does not fit throws `PVA.PROTOCOL`. What it returns does not change when the bytes are reused.
 */
export class PvDataReader {
  /** Where the next value is looked for, from the start of the bytes. */
  position = 0;
  /** The first byte after what may be read. */
  end = 0;
  littleEndian = true;
  /** Of the message's header: 3 for core-pva, which writes bit sets in its own way. */
  version = 2;
  /** Variants within variants, counted by who reads them. */
  nesting = 0;
  /** By how many bytes the last large array missed the alignment that would have saved its copy. */
  misalignment = 0;
  /** What the sender gave numbers to: of the connection, not of the message. */
  readonly registry: TypeRegistry = new TypeRegistry();
  #exclusive = false;
  #parts = 0;
  #bytes: Buffer;
  #view: DataView;

  constructor(bytes: Uint8Array, littleEndian = true) {
    this.#bytes = Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.littleEndian = littleEndian;
    this.end = bytes.length;
    this.#parts = partsOf(bytes.length);
  }

  /**
   * Starts again on other bytes, so that one reader serves a whole connection. `exclusive`: they belong to this message
   * alone, and a large aligned array may be a view of them.
   */
  reset(bytes: Uint8Array, position: number, end: number, exclusive: boolean): void {
    if (bytes.buffer !== this.#bytes.buffer || bytes.byteOffset !== this.#bytes.byteOffset) {
      this.#bytes = Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    this.position = position;
    this.end = end;
    this.#exclusive = exclusive;
    this.nesting = 0;
    this.misalignment = 0;
    this.#parts = partsOf(end - position);
  }

  /** Bytes left. */
  get remaining(): number {
    return this.end - this.position;
  }

  skip(count: number): void {
    this.#take(count);
  }

  bool(): boolean {
    return this.#bytes[this.#take(1)] !== 0;
  }

  /** The most frequent of all: it does by itself what the others have done. */
  u8(): number {
    const at = this.position;
    if (at >= this.end) this.#take(1);
    this.position = at + 1;
    return this.#bytes[at]!;
  }

  i8(): number {
    return (this.#bytes[this.#take(1)]! << 24) >> 24;
  }

  i16(): number {
    return this.#view.getInt16(this.#take(2), this.littleEndian);
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2), this.littleEndian);
  }

  i32(): number {
    return this.#view.getInt32(this.#take(4), this.littleEndian);
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), this.littleEndian);
  }

  i64(): bigint {
    return this.#view.getBigInt64(this.#take(8), this.littleEndian);
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#take(8), this.littleEndian);
  }

  f32(): number {
    return this.#view.getFloat32(this.#take(4), this.littleEndian);
  }

  f64(): number {
    return this.#view.getFloat64(this.#take(8), this.littleEndian);
  }

  /** A size, or `undefined` for null. */
  sizeOrNull(): number | undefined {
    const first = this.u8();
    if (first < LONG) return first;
    if (first === NULL) return undefined;
    const long = this.u32();
    if (long > 0x7fff_fffe) throw protocolError(`a size of ${long}`);
    return long;
  }

  /** A size, where null is not allowed. */
  size(): number {
    const size = this.sizeOrNull();
    if (size === undefined) throw protocolError(`null where a size is needed, at offset ${this.position - 1}`);
    return size;
  }

  /** The count of elements that take at least `least` bytes each. */
  count(least: number): number {
    return this.fits(this.size(), least);
  }

  /** The count again, when so many elements can be there. */
  fits(count: number, least: number): number {
    if (count * least > this.remaining) {
      throw protocolError(`${count} elements do not fit in the ${this.remaining} bytes left`);
    }
    return count;
  }

  /**
   * So many parts of a value are to be made. Structures without fields take no bytes: a short message could otherwise ask
   * for any number of them.
   */
  spend(parts: number): void {
    this.#parts -= parts;
    if (this.#parts < 0) throw protocolError('more parts of a value than its bytes can have');
  }

  /** UTF-8; null, as Java sends it, is the empty string. */
  string(): string {
    const length = this.sizeOrNull();
    if (length === undefined || length === 0) return '';
    const start = this.#take(length);
    return this.#bytes.toString('utf8', start, start + length);
  }

  /** A copy of the bytes that come next. */
  bytes(count: number): Uint8Array {
    const start = this.#take(count);
    return new Uint8Array(this.#bytes.subarray(start, start + count));
  }

  /** The bytes from `start` as text, a character each: a key for what is known by its bytes. */
  key(start: number, end: number): string {
    return this.#bytes.toString('latin1', start, end);
  }

  /** Elements without their count. */
  numbers(kind: NumberKind, count: number): NumberArray {
    const type = NUMBER_ARRAYS[kind];
    const { BYTES_PER_ELEMENT: size } = type;
    const length = count * size;
    const start = this.#take(length);
    const { buffer, byteOffset } = this.#bytes;
    const from = byteOffset + start;
    const out = this.#canView(from, length, size)
      ? new type(buffer, from, count)
      : new type(buffer.slice(from, from + length), 0, count);
    toHostOrder(out, size, this.littleEndian);
    return out;
  }

  #canView(from: number, length: number, size: number): boolean {
    if (!this.#exclusive || length < WORTH_A_VIEW) return false;
    const off = from % size;
    if (off !== 0) this.misalignment = off;
    return off === 0;
  }

  /** Steps over bytes that are there, and says where they begin. */
  #take(count: number): number {
    const start = this.position;
    if (count > this.end - start) {
      throw protocolError(`${count} bytes expected at offset ${start}, ${Math.max(0, this.remaining)} left`);
    }
    this.position = start + count;
    return start;
  }
}

function partsOf(bytes: number): number {
  return bytes * PARTS_A_BYTE + PARTS_ANYWAY;
}
