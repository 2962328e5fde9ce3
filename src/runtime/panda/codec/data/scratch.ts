import { protocolError } from '../protocol-error.ts';

const NEWLINE = 0x0a;
const SIZE = 64 * 1024;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes that arrived and were not looked at yet: text and marks. One buffer for good, so a line fits it or is none. */
export class Scratch {
  readonly #bytes = new Uint8Array(SIZE);
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  /** Where the next bytes go; {@link filled} tells how many they were. */
  space(): Uint8Array {
    if (this.#start > 0) {
      this.#bytes.copyWithin(0, this.#start, this.#end);
      this.#end -= this.#start;
      this.#start = 0;
    }
    return this.#bytes.subarray(this.#end);
  }

  filled(count: number): void {
    this.#end += count;
  }

  /** The first bytes as characters, without taking them; `undefined` while there are fewer. */
  peek(count: number): string | undefined {
    if (this.length < count) return undefined;
    return String.fromCharCode(...this.#bytes.subarray(this.#start, this.#start + count));
  }

  /** The next line without its line feed; `undefined` while there is none. Throws PANDA.PROTOCOL for an endless one. */
  line(): string | undefined {
    const at = this.#bytes.subarray(this.#start, this.#end).indexOf(NEWLINE);
    if (at < 0) {
      if (this.length === SIZE) throw protocolError(`a line of more than ${SIZE} bytes`);
      return undefined;
    }
    const text = decoder.decode(this.#bytes.subarray(this.#start, this.#start + at));
    this.#start += at + 1;
    return text;
  }

  /** As {@link line}, without taking it. */
  peekLine(most: number): string | undefined {
    const window = this.#bytes.subarray(this.#start, Math.min(this.#end, this.#start + most));
    const at = window.indexOf(NEWLINE);
    return at < 0 ? undefined : String.fromCharCode(...window.subarray(0, at));
  }

  byte(at: number): number | undefined {
    return at < this.length ? this.#bytes[this.#start + at] : undefined;
  }

  uint32(at: number): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.#bytes.subarray(this.#start + at, this.#start + at + 4);
    return (a | (b << 8) | (c << 16) | (d << 24)) >>> 0;
  }

  /** Takes up to so many bytes; valid until the next {@link space}. */
  take(most: number): Uint8Array {
    const taken = this.#bytes.subarray(this.#start, Math.min(this.#end, this.#start + most));
    this.#start += taken.length;
    return taken;
  }
}
