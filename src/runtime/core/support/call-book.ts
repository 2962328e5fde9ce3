import { SweepTimer } from './sweep-timer.ts';
import type { Call } from './call.ts';

/** Every call of a client that is under way, under one timer: a list of neighbours, as calls come and go all the time. */
export class CallBook {
  #first: Call | undefined;
  readonly #timer = new SweepTimer((now) => this.#sweep(now));

  add(call: Call, now: number): void {
    const first = this.#first;
    call.after = first;
    if (first !== undefined) first.before = call;
    this.#first = call;
    if (call.until < Infinity) this.#timer.arm(call.until, now);
  }

  remove(call: Call): void {
    const { before, after } = call;
    if (before !== undefined) before.after = after;
    else if (this.#first === call) this.#first = after;
    if (after !== undefined) after.before = before;
    call.before = undefined;
    call.after = undefined;
  }

  close(): void {
    this.#timer.clear();
  }

  #sweep(now: number): void {
    const calls: Call[] = [];
    for (let call = this.#first; call !== undefined; call = call.after) calls.push(call);
    let next = Infinity;
    for (const call of calls) {
      if (call.until <= now) call.expired();
      else next = Math.min(next, call.until);
    }
    if (next < Infinity) this.#timer.arm(next, now);
  }
}
