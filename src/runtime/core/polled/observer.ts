import { timerPeriod } from '../support/timer.ts';
import { sameValue } from '../value/equality.ts';
import type { Reading } from '../contract/reading.ts';
import type { ObserveOptions } from '../contract/seam.ts';

/** One subscription: it forwards what is news since the last reading that it forwarded. */
export class Observer {
  readonly period: number;
  readonly #on: (reading: Reading, overtaken?: boolean) => void;
  readonly #how: ObserveOptions;
  #last: Reading | undefined;

  /** `period` is in milliseconds, for those who name none. */
  constructor(on: (reading: Reading, overtaken?: boolean) => void, how: ObserveOptions, period = 1_000) {
    this.#on = on;
    this.#how = how;
    this.period = timerPeriod(how.period ?? period);
  }

  get last(): Reading | undefined {
    return this.#last;
  }

  /** Forwards the reading when it differs from the last one by as much as was asked for. */
  offer(reading: Reading, overtaken?: boolean): void {
    if (this.#last === undefined || isNews(this.#last, reading, this.#how)) this.force(reading, overtaken);
  }

  /** Forwards the reading whatever the last one was. */
  force(reading: Reading, overtaken?: boolean): void {
    this.#last = reading;
    this.#on(reading, overtaken);
  }
}

/** Whether `next` must be told to someone who saw `last`. Only a value's own movement is subject to thresholds. */
export function isNews(last: Reading, next: Reading, how: ObserveOptions): boolean {
  if (last.stale !== next.stale || last.severity !== next.severity || last.quality !== next.quality) return true;
  if (!last.ok || !next.ok) return last.ok || next.ok || last.error.message !== next.error.message;
  const moved = distance(last.value, next.value);
  if (moved === undefined || (how.absolute === undefined && how.relative === undefined)) {
    return !sameValue(last.value, next.value);
  }
  if (how.absolute !== undefined && moved >= how.absolute) return true;
  return how.relative !== undefined && moved >= how.relative * Math.abs(Number(last.value));
}

/** How far apart two numbers are; `undefined` where that has no meaning. */
function distance(one: unknown, other: unknown): number | undefined {
  if (typeof one === 'bigint' && typeof other === 'bigint') return Math.abs(Number(other - one));
  if (typeof one !== 'number' || typeof other !== 'number') return undefined;
  const moved = Math.abs(other - one);
  return Number.isNaN(moved) ? undefined : moved;
}
