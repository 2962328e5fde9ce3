import { decodeLatin1 } from './latin1.ts';
import { protocolError } from './protocol-error.ts';

/** The single values of {@link CdrReader}. */
export class CdrPrimitives {
  /** Where the next value is looked for, from the start of the bytes. */
  position: number;
  /** The first byte after what may be read. */
  end: number;
  protected bytes: Uint8Array;
  protected view: DataView;
  protected little: boolean;
  protected origin: number;
  /** The bytes belong to nobody else: arrays may be views of them. */
  protected exclusive = false;

  constructor(bytes: Uint8Array, littleEndian: boolean, position: number, origin: number, end: number) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.little = littleEndian;
    this.origin = origin;
    this.position = position;
    this.end = end;
  }

  get littleEndian(): boolean {
    return this.little;
  }

  /** Bytes since where alignment counts from. */
  get offset(): number {
    return this.position - this.origin;
  }

  /** Bytes left. */
  get remaining(): number {
    return this.end - this.position;
  }

  align(size: 2 | 4 | 8): void {
    this.position += -(this.position - this.origin) & (size - 1);
  }

  skip(count: number): void {
    this.take(count);
  }

  bool(): boolean {
    return this.bytes[this.take(1)] !== 0;
  }

  octet(): number {
    return this.bytes[this.take(1)]!;
  }

  i16(): number {
    this.align(2);
    return this.view.getInt16(this.take(2), this.little);
  }

  u16(): number {
    this.align(2);
    return this.view.getUint16(this.take(2), this.little);
  }

  i32(): number {
    this.align(4);
    return this.view.getInt32(this.take(4), this.little);
  }

  u32(): number {
    this.align(4);
    return this.view.getUint32(this.take(4), this.little);
  }

  i64(): bigint {
    this.align(8);
    return this.view.getBigInt64(this.take(8), this.little);
  }

  u64(): bigint {
    this.align(8);
    return this.view.getBigUint64(this.take(8), this.little);
  }

  f32(): number {
    this.align(4);
    return this.view.getFloat32(this.take(4), this.little);
  }

  f64(): number {
    this.align(8);
    return this.view.getFloat64(this.take(8), this.little);
  }

  /** An ISO 8859-1 string; its length on the wire includes the NUL. */
  string(): string {
    const length = this.u32();
    if (length === 0) return '';
    const start = this.take(length);
    const last = start + length - 1;
    if (this.bytes[last] !== 0) throw protocolError(`a string of ${length} bytes does not end in NUL`);
    return decodeLatin1(this.bytes, start, last);
  }

  /** The length of a sequence whose elements take at least `least` bytes each. */
  length(least: number): number {
    const n = this.u32();
    if (n * least > this.end - this.position) {
      throw protocolError(`a sequence of ${n} elements does not fit in the ${this.remaining} bytes left`);
    }
    return n;
  }

  /** Steps over `count` bytes that are there, and says where they begin. */
  protected take(count: number): number {
    const start = this.position;
    if (count > this.end - start) {
      throw protocolError(
        `${count} bytes expected at offset ${start - this.origin}, ${Math.max(0, this.remaining)} left`,
      );
    }
    this.position = start + count;
    return start;
  }
}
