import { protocolError } from '../protocol-error.ts';

const NEWLINE = 0x0a;
/** The longest line that a server writes is a description or a metadata value; whatever is longer is no PandA. */
const LONGEST = 64 * 1024;

/** Bytes to lines of UTF-8, each without its line feed. What follows the last line feed waits for more. */
export class LineSplitter {
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #rest: Uint8Array = new Uint8Array(0);

  /** The bytes of a line that is not complete. */
  get pending(): number {
    return this.#rest.length;
  }

  /** Keeps nothing of `bytes`, which may be used again. Throws PANDA.PROTOCOL for a line that never ends. */
  push(bytes: Uint8Array): readonly string[] {
    const end = bytes.lastIndexOf(NEWLINE);
    if (end < 0) {
      this.#rest = joined(this.#rest, bytes);
      if (this.#rest.length > LONGEST) throw protocolError(`a line of more than ${LONGEST} bytes`);
      return [];
    }
    const whole = bytes.subarray(0, end);
    const text = this.#decoder.decode(this.#rest.length === 0 ? whole : joined(this.#rest, whole));
    this.#rest = bytes.slice(end + 1);
    if (this.#rest.length > LONGEST) throw protocolError(`a line of more than ${LONGEST} bytes`);
    return text.split('\n');
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
