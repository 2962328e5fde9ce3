import { CLOCK_FREQUENCY } from '../../fields/time-units.ts';
import type { Timeline } from './timeline.ts';

/**
 * How simulated time passes: `manual` only when told to; a number is a factor on real time; `max` is from event to event
 * as fast as the machine goes, and stands still while nothing is to happen.
 */
export type Pace = 'manual' | 'max' | number;

/** Milliseconds of real time. */
const PERIOD = 5;
const SLICE = 5;

const TICKS_PER_MS = CLOCK_FREQUENCY / 1000;

/** Lets a timeline pass. Where the machine is too slow for the pace, simulated time falls behind and goes on from there. */
export class Pacer {
  readonly #timeline: Timeline;
  readonly #pace: Pace;
  readonly #afterwards: () => void;
  #anchor = { real: performance.now(), tick: 0 };
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;

  /** `afterwards` is called when time has passed. */
  constructor(timeline: Timeline, pace: Pace, afterwards: () => void) {
    this.#timeline = timeline;
    this.#pace = pace;
    this.#afterwards = afterwards;
    if (typeof pace === 'number') this.#timer = setInterval(() => this.catchUp(), PERIOD).unref();
    if (pace === 'max') timeline.onWork = () => this.#soon();
  }

  /** Brings simulated time up to now, so that what is asked is answered as of now. */
  catchUp(): void {
    if (typeof this.#pace !== 'number') return;
    const limit = performance.now() + SLICE;
    const due = this.#anchor.tick + Math.floor((performance.now() - this.#anchor.real) * TICKS_PER_MS * this.#pace);
    let isLate = false;
    this.#timeline.advance(due, () => (isLate = performance.now() > limit));
    if (isLate) this.#anchor = { real: performance.now(), tick: this.#timeline.now };
    this.#afterwards();
  }

  stop(): void {
    clearInterval(this.#timer);
    clearImmediate(this.#immediate);
    this.#timeline.onWork = undefined;
  }

  #soon(): void {
    this.#immediate ??= setImmediate(() => {
      this.#immediate = undefined;
      const limit = performance.now() + SLICE;
      this.#timeline.advance(this.#timeline.next ?? this.#timeline.now);
      while (this.#timeline.next !== undefined && performance.now() < limit)
        this.#timeline.advance(this.#timeline.next);
      this.#afterwards();
      if (this.#timeline.next !== undefined) this.#soon();
    });
  }
}
