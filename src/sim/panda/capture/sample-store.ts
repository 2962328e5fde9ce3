/** Bytes of a chunk: small captures take little, large ones are read in pieces as large as a frame may be. */
const LEAST_CHUNK = 64 * 1024;
const LARGEST_CHUNK = 2 * 1024 * 1024;

interface Chunk {
  readonly first: number;
  readonly bytes: Buffer;
  samples: number;
}

/** The samples of one capture; when they are more than it may hold, the oldest are given up. */
export class SampleStore {
  readonly sampleBytes: number;
  readonly #capacity: number;
  readonly #chunks: Chunk[] = [];
  #total = 0;
  #held = 0;

  /** `capacity` is in bytes. */
  constructor(sampleBytes: number, capacity: number) {
    this.sampleBytes = sampleBytes;
    this.#capacity = capacity;
  }

  /** All that were captured. */
  get total(): number {
    return this.#total;
  }

  /** The first one that is still held. */
  get first(): number {
    return this.#chunks[0]?.first ?? this.#total;
  }

  append(sample: Uint8Array): void {
    let chunk = this.#chunks.at(-1);
    if (chunk === undefined || (chunk.samples + 1) * this.sampleBytes > chunk.bytes.length) chunk = this.#grow();
    chunk.bytes.set(sample, chunk.samples * this.sampleBytes);
    chunk.samples++;
    this.#total++;
  }

  /** Samples from one on, as many as lie together and fit; empty where there are none yet. */
  read(from: number, maxBytes: number): Buffer {
    const chunk = this.#chunks.findLast(({ first }) => first <= from);
    if (chunk === undefined || from >= this.#total) return Buffer.alloc(0);
    const start = from - chunk.first;
    const end = Math.min(chunk.samples, start + Math.max(1, Math.floor(maxBytes / this.sampleBytes)));
    return chunk.bytes.subarray(start * this.sampleBytes, end * this.sampleBytes);
  }

  #grow(): Chunk {
    const wanted = Math.min(LARGEST_CHUNK, Math.max(LEAST_CHUNK, this.#held), this.#capacity);
    const samples = Math.max(1, Math.floor(wanted / this.sampleBytes));
    const chunk = { first: this.#total, bytes: Buffer.alloc(samples * this.sampleBytes), samples: 0 };
    this.#chunks.push(chunk);
    this.#held += chunk.bytes.length;
    while (this.#held > this.#capacity && this.#chunks.length > 1) this.#held -= this.#chunks.shift()!.bytes.length;
    return chunk;
  }
}
