import { SweepTimer } from '../../../core/support/sweep-timer.ts';

/** Servers drop a client that they do not hear for 40 s, however much they send to it: it has to speak by itself. */
const MOST_BETWEEN = 15_000;
const LEAST_BETWEEN = 1_000;
/** Of the time to wait for a silent server: two echoes may be lost on the way, the third decides. */
const SHARE = 0.28125;

/** Speaks to the server now and then, and tells when it is silent. Times are those of `performance.now()`. */
export class Heartbeat {
  readonly #silence: number;
  readonly #between: number;
  readonly #beat: () => void;
  readonly #silent: () => void;
  readonly #timer = new SweepTimer((now) => this.#sweep(now));
  #heardAt = 0;
  #nextBeat = 0;

  /** `silence` is in milliseconds. */
  constructor(silence: number, beat: () => void, silent: () => void) {
    this.#silence = silence;
    this.#between = Math.max(LEAST_BETWEEN, Math.min(MOST_BETWEEN, silence * SHARE));
    this.#beat = beat;
    this.#silent = silent;
  }

  start(): void {
    const now = performance.now();
    this.#heardAt = now;
    this.#nextBeat = now + this.#between;
    this.#arm(now);
  }

  heard(): void {
    this.#heardAt = performance.now();
  }

  stop(): void {
    this.#timer.clear();
  }

  #sweep(now: number): void {
    if (now - this.#heardAt >= this.#silence) return this.#silent();
    if (now >= this.#nextBeat) {
      this.#beat();
      this.#nextBeat = now + this.#between;
    }
    this.#arm(now);
  }

  #arm(now: number): void {
    this.#timer.arm(Math.min(this.#nextBeat, this.#heardAt + this.#silence), now);
  }
}
