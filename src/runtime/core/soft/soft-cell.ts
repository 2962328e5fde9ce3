import type { DevgenError } from '../contract/errors.ts';
import { isNews, Observer } from '../polled/observer.ts';
import { goodReading, lostReading, type Reading } from '../contract/reading.ts';
import type { ObserveOptions } from '../contract/seam.ts';

/** A value kept in memory under one wire address, shared by all members that read or write there. */
export class SoftCell {
  /** What was last written; the first value before any write. */
  setpoint: unknown;
  #reading: Reading;
  #lost = false;
  readonly #observers = new Map<Observer, ObserveOptions>();

  constructor(value: unknown) {
    this.setpoint = value;
    this.#reading = goodReading(value);
  }

  get reading(): Reading {
    return this.#reading;
  }

  /** How many subscriptions are running. */
  get observers(): number {
    return this.#observers.size;
  }

  /** Told to every observer even when nothing changed; only thresholds hold a reading back. */
  publish(reading: Reading): void {
    this.#reading = reading;
    if (this.#lost) return;
    for (const [observer, how] of this.#observers) {
      if (how.absolute === undefined && how.relative === undefined) observer.force(reading);
      else observer.offer(reading);
    }
  }

  /** Publishes what differs from the present reading. */
  refresh(reading: Reading): void {
    if (isNews(this.#reading, reading, {})) this.publish(reading);
    else this.#reading = reading;
  }

  observe(on: (reading: Reading) => void, how: ObserveOptions, lost: DevgenError | undefined): () => void {
    const observer = new Observer(on, how);
    this.#observers.set(observer, how);
    observer.force(lost === undefined ? this.#reading : lostReading(this.#reading, lost));
    return () => {
      this.#observers.delete(observer);
    };
  }

  lose(why: DevgenError): void {
    this.#lost = true;
    for (const observer of this.#observers.keys()) observer.force(lostReading(this.#reading, why));
  }

  restore(): void {
    this.#lost = false;
    for (const observer of this.#observers.keys()) observer.force(this.#reading);
  }
}

/** A value, or a whole reading where more than the value is told. */
export function readingOf(value: unknown): Reading {
  const reading = value as Partial<Reading> | null | undefined;
  const whole = typeof value === 'object' && typeof reading?.ok === 'boolean' && typeof reading.timeNs === 'bigint';
  return whole ? (value as Reading) : goodReading(value);
}
