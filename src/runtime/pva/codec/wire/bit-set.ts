import type { PvDataReader } from './reader.ts';
import type { PvDataWriter } from './writer.ts';

const WORD = 8;

/**
 * Which fields of a structure: bit 0 is the structure itself, the others number its fields depth first. Where the bit
 * of a structure is set its fields are meant too, whatever their own bits say.
 */
export class BitSet {
  /** The lowest bits first. Plain numbers: a set is made for every update, and most are of a byte or two. */
  #bytes: number[] = [];

  constructor(bits?: Iterable<number>) {
    if (bits !== undefined) for (const bit of bits) this.add(bit);
  }

  get isEmpty(): boolean {
    return this.next(0) === undefined;
  }

  has(bit: number): boolean {
    const at = bit >>> 3;
    return at < this.#bytes.length && (this.#bytes[at]! & (1 << (bit & 7))) !== 0;
  }

  add(bit: number): void {
    const at = bit >>> 3;
    while (this.#bytes.length <= at) this.#bytes.push(0);
    this.#bytes[at]! |= 1 << (bit & 7);
  }

  addAll(other: BitSet): void {
    while (this.#bytes.length < other.#bytes.length) this.#bytes.push(0);
    for (let at = 0; at < other.#bytes.length; at++) this.#bytes[at]! |= other.#bytes[at]!;
  }

  /** The first bit set at `from` or after it, and before `end`. */
  next(from: number, end: number = Infinity): number | undefined {
    let at = from >>> 3;
    if (at >= this.#bytes.length) return undefined;
    let byte = this.#bytes[at]! & (0xff << (from & 7));
    while (byte === 0) {
      at += 1;
      if (at >= this.#bytes.length) return undefined;
      byte = this.#bytes[at]!;
    }
    const bit = at * 8 + 31 - Math.clz32(byte & -byte);
    return bit < end ? bit : undefined;
  }

  *[Symbol.iterator](): IterableIterator<number> {
    for (let bit = this.next(0); bit !== undefined; bit = this.next(bit + 1)) yield bit;
  }

  copy(): BitSet {
    const copy = new BitSet();
    copy.#bytes = this.#bytes.slice();
    return copy;
  }

  /**
   * Reads a set of up to `limit` bits; those beyond, with which bytes are filled up, are left out. pvxs and pvAccessCPP
   * send eight bytes at a time as one number in the byte order of the connection, core-pva sends bytes. Only
   * big-endian links tell them apart: there the header's version decides, unless the bits then make no sense.
   */
  static read(reader: PvDataReader, limit: number): BitSet {
    const set = new BitSet();
    const count = reader.count(1);
    if (count === 1) set.#bytes = [reader.u8()];
    else for (let at = 0; at < count; at++) set.#bytes.push(reader.u8());
    if (!reader.littleEndian && count >= WORD) set.#settleOrder(reader.version >= 3, limit);
    if (count * 8 > limit) set.#trim(limit);
    return set;
  }

  write(writer: PvDataWriter): void {
    let count = this.#bytes.length;
    while (count > 0 && this.#bytes[count - 1] === 0) count -= 1;
    writer.size(count);
    const bytes = this.#bytes.slice(0, count);
    if (!writer.littleEndian && !writer.rawBitSets) turnWords(bytes);
    for (const byte of bytes) writer.u8(byte);
  }

  #settleOrder(raw: boolean, limit: number): void {
    if (!raw) turnWords(this.#bytes);
    if (this.next(limit) === undefined) return;
    turnWords(this.#bytes);
    if (this.next(limit) !== undefined) turnWords(this.#bytes);
  }

  #trim(limit: number): void {
    const whole = (limit + 7) >>> 3;
    if (this.#bytes.length < whole) return;
    this.#bytes.length = whole;
    if ((limit & 7) !== 0) this.#bytes[whole - 1]! &= (1 << (limit & 7)) - 1;
  }
}

/** Reverses the bytes of each whole word; twice is as before. */
function turnWords(bytes: number[]): void {
  for (let start = 0; start + WORD <= bytes.length; start += WORD) {
    for (let low = start, high = start + WORD - 1; low < high; low++, high--) {
      [bytes[low], bytes[high]] = [bytes[high]!, bytes[low]!];
    }
  }
}
