import { SweepTimer } from './sweep-timer.ts';
import type { Call } from './call.ts';

/** Every call of a client that is under way, under one timer. */
export class CallBook {
  readonly #calls = new Set<Call>();
  readonly #timer = new SweepTimer((now) => this.#sweep(now));

  get size(): number {
    return this.#calls.size;
  }

  add(call: Call, now: number): void {
    this.#calls.add(call);
    if (call.until < Infinity) this.#timer.arm(call.until, now);
  }

  remove(call: Call): void {
    this.#calls.delete(call);
  }

  close(): void {
    this.#timer.clear();
  }

  #sweep(now: number): void {
    for (const call of this.#calls) if (call.until <= now) call.expired();
    let next = Infinity;
    for (const { until } of this.#calls) next = Math.min(next, until);
    if (next < Infinity) this.#timer.arm(next, now);
  }
}
