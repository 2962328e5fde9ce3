/** Milliseconds until a server that is gone or said no is dialled again, and the longest that this grows to. */
const FIRST = 2_000;
const LONGEST = 30_000;

/** Dials again, later each time. */
export class Redial {
  readonly #dial: () => void;
  #pause = FIRST;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(dial: () => void) {
    this.#dial = dial;
  }

  later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#dial(), this.#pause);
    this.#pause = Math.min(LONGEST, this.#pause * 2);
  }

  reset(): void {
    this.#pause = FIRST;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.reset();
  }
}
