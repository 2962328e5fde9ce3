const FIRST = 64 * 1024;

/**
 * The bytes of one frame, in memory of its own that begins at an address of any alignment. A length is only what the
 * server says: memory follows what arrived, at most twice as much, or as much as the longest frame before took.
 */
export class FrameBuffer {
  #bytes: Uint8Array;
  #length = 0;
  readonly #total: number;

  constructor(total: number, trusted: number) {
    this.#total = total;
    this.#bytes = allocate(Math.min(total, Math.max(FIRST, trusted)));
  }

  /** Bytes that are still to come. */
  get missing(): number {
    return this.#total - this.#length;
  }

  /** Where the next bytes go; {@link filled} tells how many they were. */
  space(): Uint8Array {
    if (this.#length === this.#bytes.length && this.missing > 0) {
      const larger = allocate(Math.min(this.#total, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    return this.#bytes.subarray(this.#length);
  }

  filled(count: number): void {
    this.#length += count;
  }

  add(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const space = this.space();
      const part = bytes.subarray(at, at + space.length);
      space.set(part);
      this.filled(part.length);
      at += part.length;
    }
  }

  /** The whole frame. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}

/** Not from Node's pool: a small frame must not keep eight kilobytes of others alive, and must begin aligned. */
function allocate(length: number): Uint8Array {
  const bytes = Buffer.allocUnsafeSlow(length);
  return new Uint8Array(bytes.buffer, bytes.byteOffset, length);
}
