import { swapIfLittle } from './byte-order.ts';

/** UTF-8 needs at most this many bytes for a UTF-16 unit. */
const WIDEST = 3;
const WORD = 8;

/** Writes big-endian, as all of Channel Access is, into bytes that grow as needed. */
export class CaWriter {
  #bytes: Buffer;
  #view: DataView;
  #position = 0;

  constructor(capacity = 1024) {
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
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#position);
  }

  clear(): void {
    this.#position = 0;
  }

  u8(value: number): void {
    const at = this.#room(1);
    this.#bytes[at] = value;
  }

  i16(value: number): void {
    this.u16(value);
  }

  u16(value: number): void {
    const at = this.#room(2);
    this.#view.setUint16(at, value);
  }

  i32(value: number): void {
    this.u32(value);
  }

  u32(value: number): void {
    const at = this.#room(4);
    this.#view.setUint32(at, value);
  }

  /** Four numbers of 16 bits, then two of 32: how messages begin. */
  head(command: number, length: number, type: number, count: number, p1: number, p2: number): void {
    const at = this.#room(16);
    const view = this.#view;
    view.setUint16(at, command);
    view.setUint16(at + 2, length);
    view.setUint16(at + 4, type);
    view.setUint16(at + 6, count);
    view.setUint32(at + 8, p1);
    view.setUint32(at + 12, p2);
  }

  f32(value: number): void {
    const at = this.#room(4);
    this.#view.setFloat32(at, value);
  }

  f64(value: number): void {
    const at = this.#room(8);
    this.#view.setFloat64(at, value);
  }

  /** Text in a field of so many bytes, cut where it is too long, of which the last one is always zero. */
  field(text: string, size: number): void {
    const at = this.#room(size);
    this.#bytes.fill(0, at, at + size);
    this.#bytes.write(text, at, size - 1, 'utf8');
  }

  /** Text with a zero byte behind it. */
  text(text: string): void {
    const at = this.#room(text.length * WIDEST + 1);
    const count = this.#bytes.write(text, at, 'utf8');
    this.#bytes[at + count] = 0;
    this.#position = at + count + 1;
  }

  /** The elements of a typed array. */
  elements(values: Uint8Array | Int16Array | Uint16Array | Int32Array | Float32Array | Float64Array): void {
    const at = this.#room(values.byteLength);
    this.#bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    swapIfLittle(this.#bytes.subarray(at, this.#position), values.BYTES_PER_ELEMENT);
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

  /** Zeros up to a multiple of eight bytes from `start`. */
  padFrom(start: number): void {
    this.zeros((WORD - ((this.#position - start) % WORD)) % WORD);
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
