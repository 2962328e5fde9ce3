/** What `setTimeout` can count to. */
const LONGEST = 2 ** 31 - 1;

/** One timer for many deadlines: only an earlier one moves it. Times are those of `performance.now()`. */
export class SweepTimer {
  readonly #on: (now: number) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #at = Infinity;

  constructor(on: (now: number) => void) {
    this.#on = on;
  }

  arm(at: number, now: number): void {
    if (at >= this.#at) return;
    clearTimeout(this.#timer);
    this.#at = at;
    this.#timer = setTimeout(() => this.#fire(), Math.min(LONGEST, Math.max(1, Math.ceil(at - now))));
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#at = Infinity;
  }

  #fire(): void {
    this.#at = Infinity;
    this.#on(performance.now());
  }
}
