import { CdrPrimitives } from './cdr-primitives.ts';
import { hostIsLittleEndian } from './host.ts';
import { protocolError } from './protocol-error.ts';

/** Up to this many bytes a loop is faster than making an ArrayBuffer. */
const SMALL = 128;

/**
 * Reads CDR from bytes in either byte order. Every length is checked against the bytes present before anything is
 * allocated; what does not fit throws `TANGO.PROTOCOL`. Arrays and strings are copies, unless the bytes were handed
 * over as exclusive: then a large aligned array is a view of them.
 */
export class CdrReader extends CdrPrimitives {
  /** Alignment counts from `origin`, which may lie before the bytes (then it is negative). */
  constructor(bytes: Uint8Array, littleEndian: boolean, position = 0, origin = 0, end: number = bytes.length) {
    super(bytes, littleEndian, position, origin, end);
  }

  /** Starts again on other bytes, so that one reader serves a whole connection. */
  reset(
    bytes: Uint8Array,
    littleEndian: boolean,
    position: number,
    origin: number,
    end: number,
    exclusive: boolean,
  ): void {
    if (bytes !== this.bytes) {
      this.bytes = bytes;
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    this.little = littleEndian;
    this.origin = origin;
    this.exclusive = exclusive;
    this.position = position;
    this.end = end;
  }

  sequence<T>(least: number, read: (reader: CdrReader) => T): T[] {
    const n = this.length(least);
    const out: T[] = [];
    for (let i = 0; i < n; i++) out.push(read(this));
    return out;
  }

  /** `sequence<octet>` */
  octets(): Uint8Array {
    return this.octetArray(this.u32());
  }

  /** `sequence<string>` */
  strings(): string[] {
    return this.stringArray(this.length(4));
  }

  /** A reader of the `sequence<octet>` that comes next, in its own byte order and alignment. */
  encapsulation(): CdrReader {
    const length = this.u32();
    const start = this.take(length);
    if (length === 0) throw protocolError('an empty encapsulation');
    return new CdrReader(this.bytes, (this.bytes[start]! & 1) === 1, start + 1, start, start + length);
  }

  /** The bytes from `start` to `end`, not copied: only valid until the next message. */
  window(start: number, end: number): Uint8Array {
    return this.bytes.subarray(start, end);
  }

  octetArray(n: number): Uint8Array {
    const start = this.take(n);
    if (n > SMALL) return new Uint8Array(this.#buffer(start, n, 1), this.#offset(start, 1), n);
    const out = new Uint8Array(n);
    for (let i = 0; i < n; i++) out[i] = this.bytes[start + i]!;
    return out;
  }

  boolArray(n: number): boolean[] {
    const start = this.take(n);
    const out: boolean[] = [];
    for (let i = 0; i < n; i++) out.push(this.bytes[start + i] !== 0);
    return out;
  }

  stringArray(n: number): string[] {
    const out: string[] = [];
    for (let i = 0; i < n; i++) out.push(this.string());
    return out;
  }

  i16Array(n: number): Int16Array {
    const at = this.#elements(n, 2);
    if (this.#whole(n * 2)) return new Int16Array(this.#buffer(at, n * 2, 2), this.#offset(at, 2), n);
    const out = new Int16Array(n);
    for (let i = 0; i < n; i++) out[i] = this.view.getInt16(at + i * 2, this.little);
    return out;
  }

  u16Array(n: number): Uint16Array {
    const at = this.#elements(n, 2);
    if (this.#whole(n * 2)) return new Uint16Array(this.#buffer(at, n * 2, 2), this.#offset(at, 2), n);
    const out = new Uint16Array(n);
    for (let i = 0; i < n; i++) out[i] = this.view.getUint16(at + i * 2, this.little);
    return out;
  }

  i32Array(n: number): Int32Array {
    const at = this.#elements(n, 4);
    if (this.#whole(n * 4)) return new Int32Array(this.#buffer(at, n * 4, 4), this.#offset(at, 4), n);
    const out = new Int32Array(n);
    for (let i = 0; i < n; i++) out[i] = this.view.getInt32(at + i * 4, this.little);
    return out;
  }

  u32Array(n: number): Uint32Array {
    const at = this.#elements(n, 4);
    if (this.#whole(n * 4)) return new Uint32Array(this.#buffer(at, n * 4, 4), this.#offset(at, 4), n);
    const out = new Uint32Array(n);
    for (let i = 0; i < n; i++) out[i] = this.view.getUint32(at + i * 4, this.little);
    return out;
  }

  f32Array(n: number): Float32Array {
    const at = this.#elements(n, 4);
    if (this.#whole(n * 4)) return new Float32Array(this.#buffer(at, n * 4, 4), this.#offset(at, 4), n);
    const out = new Float32Array(n);
    for (let i = 0; i < n; i++) out[i] = this.view.getFloat32(at + i * 4, this.little);
    return out;
  }

  i64Array(n: number): BigInt64Array {
    const at = this.#elements(n, 8);
    if (this.#whole(n * 8)) return new BigInt64Array(this.#buffer(at, n * 8, 8), this.#offset(at, 8), n);
    const out = new BigInt64Array(n);
    for (let i = 0; i < n; i++) out[i] = this.view.getBigInt64(at + i * 8, this.little);
    return out;
  }

  u64Array(n: number): BigUint64Array {
    const at = this.#elements(n, 8);
    if (this.#whole(n * 8)) return new BigUint64Array(this.#buffer(at, n * 8, 8), this.#offset(at, 8), n);
    const out = new BigUint64Array(n);
    for (let i = 0; i < n; i++) out[i] = this.view.getBigUint64(at + i * 8, this.little);
    return out;
  }

  f64Array(n: number): Float64Array {
    const at = this.#elements(n, 8);
    if (this.#whole(n * 8)) return new Float64Array(this.#buffer(at, n * 8, 8), this.#offset(at, 8), n);
    const out = new Float64Array(n);
    for (let i = 0; i < n; i++) out[i] = this.view.getFloat64(at + i * 8, this.little);
    return out;
  }

  /** Elements are aligned only when there are any. */
  #elements(n: number, size: 2 | 4 | 8): number {
    if (n === 0) return this.position;
    this.align(size);
    return this.take(n * size);
  }

  /** Whether one block copy does it. */
  #whole(count: number): boolean {
    return count > SMALL && this.little === hostIsLittleEndian;
  }

  #shared(start: number, size: number): boolean {
    return this.exclusive && (this.bytes.byteOffset + start) % size === 0;
  }

  #buffer(start: number, count: number, size: number): ArrayBufferLike {
    const { buffer, byteOffset } = this.bytes;
    return this.#shared(start, size) ? buffer : buffer.slice(byteOffset + start, byteOffset + start + count);
  }

  #offset(start: number, size: number): number {
    return this.#shared(start, size) ? this.bytes.byteOffset + start : 0;
  }
}
