import { longestTimer } from '../support/timer.ts';

/** Something that wants to be read every {@link period} milliseconds. */
export interface Polled {
  readonly period: number;
}

/** When something is read next, in `performance.now()`. */
interface Turn {
  at: number;
  /** From when on a poke is heeded at once. */
  free: number;
  /** A poke waits for the next read. */
  poked: boolean;
}

/** Milliseconds after which a poke is heeded at once, however long the period. */
const pokeLimit = 1_000;

/**
 * Reads all that is due in one call, and never two calls at a time: a slow device is asked less often, not more.
 * What is due a little later than the rest joins it, so things of one period share one call for good.
 */
export class Poller<P extends Polled> {
  readonly #read: (due: readonly P[]) => Promise<void>;
  readonly #turns = new Map<P, Turn>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reading = false;
  #paused = false;

  /** `read` must not reject. */
  constructor(read: (due: readonly P[]) => Promise<void>) {
    this.#read = read;
  }

  /** Starts to poll it, at once or after so many milliseconds. */
  add(polled: P, delay = 0): void {
    this.#turns.set(polled, { at: performance.now() + delay, free: 0, poked: false });
    this.#schedule();
  }

  /**
   * Something may have changed: polls it at once, for the first time in a period (or in a second, where the period is
   * longer); else as soon as that has passed. A ramp of pokes therefore costs no reads beyond those of the period, and
   * the last poke is always followed by a read.
   */
  poke(polled: P): void {
    const turn = this.#turns.get(polled);
    if (turn === undefined) return;
    turn.poked = true;
    turn.at = Math.min(turn.at, Math.max(turn.free, performance.now()));
    this.#schedule();
  }

  remove(polled: P): void {
    this.#turns.delete(polled);
    if (this.#turns.size === 0) this.#stopTimer();
  }

  /** Nothing is read until {@link resume}, which reads all. */
  pause(): void {
    this.#paused = true;
    this.#stopTimer();
  }

  resume(): void {
    this.#paused = false;
    for (const turn of this.#turns.values()) turn.at = performance.now();
    this.#schedule();
  }

  close(): void {
    this.#turns.clear();
    this.pause();
  }

  #schedule(): void {
    if (this.#paused || this.#reading || this.#turns.size === 0) return;
    this.#stopTimer();
    const first = Math.min(...Array.from(this.#turns.values(), ({ at }) => at));
    const wait = Math.min(Math.max(0, first - performance.now()), longestTimer);
    this.#timer = setTimeout(() => void this.#poll(), wait);
  }

  async #poll(): Promise<void> {
    this.#timer = undefined;
    const start = performance.now();
    const slack = Math.min(...Array.from(this.#turns.keys(), ({ period }) => period)) / 2;
    const due = [...this.#turns].filter(([, { at }]) => at <= start + slack);
    for (const [{ period }, turn] of due) {
      turn.at = start + period;
      if (turn.poked) turn.free = start + Math.min(period, pokeLimit);
      turn.poked = false;
    }
    this.#reading = true;
    await this.#read(due.map(([polled]) => polled));
    this.#reading = false;
    this.#schedule();
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
