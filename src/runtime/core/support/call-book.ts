import { SweepTimer } from './sweep-timer.ts';

/** Something that ends at some time, if nothing has ended it before. */
export interface Timed {
  /** In the milliseconds of `performance.now()`. */
  readonly until: number;
  /** Its neighbours in the book. */
  before: Timed | undefined;
  after: Timed | undefined;
  expired(now: number): void;
}

/** Everything of a client that has a deadline, under one timer: a list of neighbours, as calls come and go all the time. */
export class CallBook {
  #first: Timed | undefined;
  readonly #timer = new SweepTimer((now) => this.#sweep(now));

  add(timed: Timed, now: number): void {
    const first = this.#first;
    timed.after = first;
    if (first !== undefined) first.before = timed;
    this.#first = timed;
    if (timed.until < Infinity) this.#timer.arm(timed.until, now);
  }

  remove(timed: Timed): void {
    const { before, after } = timed;
    if (before !== undefined) before.after = after;
    else if (this.#first === timed) this.#first = after;
    if (after !== undefined) after.before = before;
    timed.before = undefined;
    timed.after = undefined;
  }

  close(): void {
    this.#timer.clear();
  }

  #sweep(now: number): void {
    const all: Timed[] = [];
    for (let timed = this.#first; timed !== undefined; timed = timed.after) all.push(timed);
    let next = Infinity;
    for (const timed of all) {
      if (timed.until <= now) timed.expired(now);
      else next = Math.min(next, timed.until);
    }
    if (next < Infinity) this.#timer.arm(next, now);
  }
}
