/** Bytes that a header alone can make us reserve. */
const RESERVE = 2 ** 20;
/** Beyond, this many times what has arrived: an honest large message is copied once more in part, never twice. */
const GROWTH = 8;
/** The widest number. */
const ALIGNMENT = 8;

/** A message in the making, in bytes that are its own, so that arrays may be views of them. */
export class Assembly {
  readonly #start: number;
  #bytes: Uint8Array;
  #filled = 0;

  /**
   * `shift` is where in a word the payload begins: what follows a large array's beginning may then be aligned. Who has sent
   * `proven` bytes before is believed to send as many again.
   */
  constructor(size: number, shift: number, proven: number) {
    this.#start = shift;
    this.#bytes = Buffer.allocUnsafeSlow(shift + Math.min(size, Math.max(RESERVE, proven)) + ALIGNMENT);
  }

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  get start(): number {
    return this.#start;
  }

  get end(): number {
    return this.#start + this.#filled;
  }

  get length(): number {
    return this.#filled;
  }

  /** `total` is as many as are expected in all. */
  add(chunk: Uint8Array, total: number): void {
    const end = this.end + chunk.length;
    if (end > this.#bytes.length) this.#grow(end, this.#start + total);
    this.#bytes.set(chunk, this.end);
    this.#filled += chunk.length;
  }

  /** Where the next of so many missing bytes belong, to be written by who has them. */
  room(missing: number): Uint8Array {
    if (this.end === this.#bytes.length) this.#grow(this.end + 1, this.end + missing);
    return this.#bytes.subarray(this.end, Math.min(this.#bytes.length, this.end + missing));
  }

  /** So many bytes were written into the {@link room}. */
  written(count: number): void {
    this.#filled += count;
  }

  #grow(needed: number, expected: number): void {
    const length = Math.max(needed, Math.min(expected, Math.max(RESERVE, this.#filled * GROWTH)));
    const larger = Buffer.allocUnsafeSlow(length);
    larger.set(this.#bytes.subarray(0, this.end));
    this.#bytes = larger;
  }
}
