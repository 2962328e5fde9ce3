import { MinHeap } from './min-heap.ts';

/** What happens at a tick: first lines change, then what depends on them takes a step. */
interface Moment {
  readonly changes: (() => void)[];
  readonly steps: Set<Stepped>;
}

/** Something clocked: its step sees the lines as they are at this tick, and changes them for the next. */
export interface Stepped {
  step(now: number): void;
}

/**
 * Time in ticks of 8 ns, which passes by events: nothing is computed for a tick at which nothing happens. Within a tick
 * no step sees what another one does, so their order does not matter.
 */
export class Timeline {
  #now = 0;
  readonly #ticks = new MinHeap();
  readonly #moments = new Map<number, Moment>();
  /** Called when something is to happen after nothing was. */
  onWork: (() => void) | undefined;

  get now(): number {
    return this.#now;
  }

  /** The tick of the next event; undefined when nothing is to happen. */
  get next(): number | undefined {
    return this.#ticks.least;
  }

  /** Changes lines at a tick after this one. */
  change(tick: number, change: () => void): void {
    this.#moment(tick).changes.push(change);
  }

  /** Takes a step at a tick after this one, or at this one while its lines change. */
  step(tick: number, stepped: Stepped): void {
    this.#moment(tick).steps.add(stepped);
  }

  /** Lets time pass up to and with a tick, or until `isEnough` says so after a moment. */
  advance(to: number, isEnough?: () => boolean): void {
    for (let tick = this.#ticks.least; tick !== undefined && tick <= to; tick = this.#ticks.least) {
      this.#happen(tick);
      if (isEnough?.()) return;
    }
    if (to > this.#now) this.#now = to;
  }

  #happen(tick: number): void {
    this.#now = tick;
    const moment = this.#moments.get(tick)!;
    for (const change of moment.changes) change();
    for (const stepped of moment.steps) stepped.step(tick);
    this.#ticks.takeLeast();
    this.#moments.delete(tick);
  }

  #moment(tick: number): Moment {
    let moment = this.#moments.get(tick);
    if (moment === undefined) {
      const wasIdle = this.#ticks.least === undefined;
      moment = { changes: [], steps: new Set() };
      this.#moments.set(tick, moment);
      this.#ticks.add(tick);
      if (wasIdle) this.onWork?.();
    }
    return moment;
  }
}
