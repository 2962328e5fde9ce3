/** Asks again and again whether something is there, but only in silence. */
export class Pulse {
  readonly #period: number;
  readonly #ask: () => Promise<void>;
  #last = performance.now();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  /** `ask` runs after `period` milliseconds without a {@link beat}; it must not reject. */
  constructor(period: number, ask: () => Promise<void>) {
    this.#period = period;
    this.#ask = ask;
    this.#wait(period);
  }

  beat(): void {
    this.#last = performance.now();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #wait(milliseconds: number): void {
    this.#timer = setTimeout(() => void this.#check(), milliseconds);
  }

  async #check(): Promise<void> {
    const left = this.#last + this.#period - performance.now();
    if (left <= 0) {
      this.beat();
      await this.#ask();
    }
    if (!this.#stopped) this.#wait(left > 0 ? left : this.#period);
  }
}
