import { CLOCK_FREQUENCY } from '../fields/time-units.ts';
import type { Timeline } from './time/timeline.ts';

/** A point that a motor passes, counted from when it is told to. */
export interface Waypoint {
  readonly seconds: number;
  /** Of the encoder; fractions are allowed. */
  readonly counts: number;
}

interface Leg {
  readonly startTick: number;
  readonly endTick: number;
  readonly from: number;
  readonly to: number;
}

/** A motor without inertia: it goes in straight lines from point to point, and stays at the last one. */
export class Motor {
  readonly #timeline: Timeline;
  readonly #onMove: () => void;
  #legs: readonly Leg[];

  constructor(timeline: Timeline, onMove: () => void) {
    this.#timeline = timeline;
    this.#onMove = onMove;
    this.#legs = [{ startTick: 0, endTick: 0, from: 0, to: 0 }];
  }

  /** In counts, not rounded. */
  get position(): number {
    return this.#at(this.#timeline.now);
  }

  get isMoving(): boolean {
    return this.#timeline.now < this.#legs.at(-1)!.endTick;
  }

  /** Goes from where it is through the points, each at its time, and forgets where it was going before. */
  follow(points: readonly Waypoint[]): void {
    const now = this.#timeline.now;
    let [startTick, from] = [now, this.position];
    const legs = [{ startTick: now, endTick: now, from, to: from }];
    for (const { seconds, counts } of points) {
      const endTick = now + Math.round(seconds * CLOCK_FREQUENCY);
      if (endTick < startTick) throw new RangeError('Points of a trajectory are in the order of their times.');
      legs.push({ startTick, endTick, from, to: counts });
      [startTick, from] = [endTick, counts];
    }
    this.#legs = legs;
    this.#onMove();
  }

  moveTo(counts: number, seconds: number): void {
    this.follow([{ seconds, counts }]);
  }

  stop(): void {
    this.follow([]);
  }

  /** What the encoder counts at a tick. */
  count(tick: number): number {
    return Math.round(this.#at(tick));
  }

  /** The first tick after this one at which the encoder counts otherwise; undefined where it stays. */
  nextChange(tick: number): number | undefined {
    const count = this.count(tick);
    for (const leg of this.#legs) {
      if (leg.endTick <= tick || leg.to === leg.from) continue;
      const change = changeWithin(leg, Math.max(tick, leg.startTick), count, (at) => this.count(at));
      if (change !== undefined) return change;
    }
    return undefined;
  }

  #at(tick: number): number {
    const leg = this.#legs.find(({ endTick }) => tick < endTick) ?? this.#legs.at(-1)!;
    if (tick >= leg.endTick) return leg.to;
    return leg.from + ((leg.to - leg.from) * (tick - leg.startTick)) / (leg.endTick - leg.startTick);
  }
}

/** Computed from the slope, and set right by a tick or two where rounding says otherwise. */
function changeWithin(leg: Leg, after: number, count: number, countAt: (tick: number) => number): number | undefined {
  const slope = (leg.to - leg.from) / (leg.endTick - leg.startTick);
  const edge = count + (slope > 0 ? 0.5 : -0.5);
  let tick = Math.max(after + 1, Math.floor(leg.startTick + (edge - leg.from) / slope) - 1);
  while (tick <= leg.endTick && countAt(tick) === count) tick++;
  return tick <= leg.endTick ? tick : undefined;
}
