import type { DevgenError } from '../contract/errors.ts';
import type { ReadingSink } from './queue.ts';
import { badReading, type Reading } from '../contract/reading.ts';
import type { Backend, ObserveOptions } from '../contract/seam.ts';

/** One subscription at the backend, for all observers that asked for the same. */
interface Shared {
  readonly how: ObserveOptions;
  readonly sinks: Set<ReadingSink>;
  last: Reading | undefined;
  /** Order of arrival over all subscriptions; 0 once an own write made the value doubtful. */
  order: number;
  stop: () => void;
}

/** The running observations of one signal. */
export class Observations {
  readonly #shared = new Map<string, Shared>();
  readonly #clean: (reading: Reading) => Reading;
  readonly #named: (error: unknown) => DevgenError;
  #backend: Backend | undefined;
  #order = 0;

  /** `clean` turns a reading of the backend into one for users, `named` an error into one that names the signal. */
  constructor(clean: (reading: Reading) => Reading, named: (error: unknown) => DevgenError) {
    this.#clean = clean;
    this.#named = named;
  }

  /** Adds an observer, which gets the last reading at once; the function returned removes it. */
  add(sink: ReadingSink, how: ObserveOptions): () => void {
    const key = JSON.stringify([how.period, how.absolute, how.relative, how.event]);
    let shared = this.#shared.get(key);
    if (shared === undefined) {
      shared = { how, sinks: new Set([sink]), last: undefined, order: 0, stop: () => {} };
      this.#start(shared);
      this.#shared.set(key, shared);
    } else {
      shared.sinks.add(sink);
      if (shared.last !== undefined) sink.push(shared.last);
    }
    return () => this.#remove(key, shared, sink);
  }

  /**
   * The newest event that tells the present value. Subscriptions with thresholds do not count: their last event may
   * be off by as much as the threshold.
   */
  latest(): Reading | undefined {
    let newest: Shared | undefined;
    for (const shared of this.#shared.values()) {
      if (shared.how.absolute !== undefined || shared.how.relative !== undefined || shared.order === 0) continue;
      if (newest === undefined || shared.order > newest.order) newest = shared;
    }
    return newest?.last;
  }

  /** Makes every last event too old to tell the present value. */
  drop(): void {
    for (const shared of this.#shared.values()) shared.order = 0;
  }

  /** Moves every observation to another backend; `undefined` leaves them waiting, with the reason as a reading. */
  rebind(backend: Backend | undefined, why?: DevgenError): void {
    this.#backend = backend;
    for (const shared of this.#shared.values()) {
      shared.stop();
      shared.stop = () => {};
      try {
        if (backend !== undefined) this.#start(shared);
        else if (why !== undefined) this.#deliver(shared, badReading(why));
      } catch (error) {
        this.#deliver(shared, badReading(this.#named(error)));
      }
    }
  }

  /** Ends every observation with the error. */
  end(error: DevgenError): void {
    for (const shared of this.#shared.values()) for (const sink of shared.sinks) sink.end(error);
  }

  #start(shared: Shared): void {
    let running = true;
    const stop = this.#backend?.subscribe((reading, overtaken) => {
      if (running) this.#deliver(shared, this.#clean(reading), overtaken);
    }, shared.how);
    shared.stop = () => {
      running = false;
      stop?.();
    };
  }

  #deliver(shared: Shared, reading: Reading, overtaken = false): void {
    shared.last = reading;
    shared.order = overtaken ? 0 : ++this.#order;
    for (const sink of shared.sinks) sink.push(reading);
  }

  #remove(key: string, shared: Shared, sink: ReadingSink): void {
    if (!shared.sinks.delete(sink) || shared.sinks.size > 0) return;
    this.#shared.delete(key);
    shared.stop();
  }
}
