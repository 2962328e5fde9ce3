import { SweepTimer } from '../../../core/support/sweep-timer.ts';

/** Milliseconds in which a server must answer when it is asked whether it is there, as in EPICS. */
const PATIENCE = 5_000;

/**
 * Asks a server that has been silent whether it is there, and tells when it does not answer. As long as data come, nothing
 * is asked.
 */
export class Heartbeat {
  readonly #silence: number;
  readonly #patience: number;
  readonly #ask: () => void;
  readonly #silent: () => void;
  readonly #timer = new SweepTimer((now) => this.#sweep(now));
  #heardAt = 0;
  #askedAt: number | undefined;

  /** `silence` is in milliseconds. */
  constructor(silence: number, ask: () => void, silent: () => void) {
    this.#silence = silence;
    this.#patience = Math.min(PATIENCE, silence);
    this.#ask = ask;
    this.#silent = silent;
  }

  start(): void {
    const now = performance.now();
    this.#heardAt = now;
    this.#arm(now);
  }

  heard(): void {
    this.#heardAt = performance.now();
    this.#askedAt = undefined;
  }

  stop(): void {
    this.#timer.clear();
  }

  #sweep(now: number): void {
    if (this.#askedAt !== undefined && now - this.#askedAt >= this.#patience) return this.#silent();
    if (this.#askedAt === undefined && now - this.#heardAt >= this.#silence) {
      this.#askedAt = now;
      this.#ask();
    }
    this.#arm(now);
  }

  #arm(now: number): void {
    const due = this.#askedAt === undefined ? this.#heardAt + this.#silence : this.#askedAt + this.#patience;
    this.#timer.arm(due, now);
  }
}
