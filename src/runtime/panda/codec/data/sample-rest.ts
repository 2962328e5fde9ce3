/** The bytes of a sample that is not complete, of formats whose pieces end anywhere. */
export class SampleRest {
  #bytes: Uint8Array = new Uint8Array(0);

  get length(): number {
    return this.#bytes.length;
  }

  /** The samples that are whole with these bytes, in memory of their own; the rest waits for more. */
  join(bytes: Uint8Array, sampleBytes: number): Uint8Array {
    const all = new Uint8Array(this.#bytes.length + bytes.length);
    all.set(this.#bytes);
    all.set(bytes, this.#bytes.length);
    const whole = all.length - (all.length % sampleBytes);
    this.#bytes = all.slice(whole);
    return whole === all.length ? all : all.slice(0, whole);
  }
}
