import { DevgenError } from '../contract/errors.ts';
import type { Reading } from '../contract/reading.ts';
import { type EndWatcher, listenAbort, unlistenAbort } from '../support/abort-listeners.ts';

/** Where readings go: into a queue. */
export interface ReadingSink {
  push(reading: Reading): void;
  /** With an error the iteration rejects, without one it ends. */
  end(error?: DevgenError): void;
}

interface Waiter {
  readonly resolve: (result: IteratorResult<Reading, undefined>) => void;
  readonly reject: (error: DevgenError) => void;
}

/**
 * One observer: a bounded queue between the wire and a loop. It starts with the first `next`, and every way out of
 * the loop ends it.
 */
export class ReadingQueue implements AsyncIterableIterator<Reading, undefined>, ReadingSink, EndWatcher {
  /** Keeps proxies of user interfaces off. */
  readonly [Symbol.toStringTag] = 'ReadingQueue';
  readonly #start: (sink: ReadingSink) => () => void;
  readonly #limit: number;
  readonly #signal: AbortSignal | undefined;
  #stop: (() => void) | undefined;
  #state: 'new' | 'running' | 'ended' = 'new';
  #readings: Reading[] = [];
  readonly #waiters: Waiter[] = [];
  #missed = 0;
  #error: DevgenError | undefined;

  /** `start` subscribes the sink and returns what unsubscribes it; it may throw. */
  constructor(start: (sink: ReadingSink) => () => void, limit = 1_000, signal?: AbortSignal) {
    this.#start = start;
    this.#limit = Math.max(1, limit);
    this.#signal = signal;
  }

  next(): Promise<IteratorResult<Reading, undefined>> {
    if (this.#state === 'new') this.#begin();
    const reading = this.#take();
    if (reading !== undefined) return Promise.resolve({ done: false, value: reading });
    if (this.#state === 'running') return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
    const error = this.#error;
    this.#error = undefined;
    return error === undefined ? Promise.resolve({ done: true, value: undefined }) : Promise.reject(error);
  }

  return(): Promise<IteratorResult<Reading, undefined>> {
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  push(reading: Reading): void {
    if (this.#state !== 'running') return;
    const waiter = this.#waiters.shift();
    if (waiter !== undefined) {
      waiter.resolve({ done: false, value: reading });
      return;
    }
    this.#readings.push(reading);
    if (this.#readings.length > this.#limit) {
      this.#readings.shift();
      this.#missed++;
    }
  }

  aborted(): void {
    this.end();
  }

  end(error?: DevgenError): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    if (this.#signal !== undefined) unlistenAbort(this.#signal, this);
    this.#stop?.();
    this.#stop = undefined;
    this.#readings = [];
    if (this.#waiters.length === 0) this.#error = error;
    for (const { resolve, reject } of this.#waiters.splice(0)) {
      if (error === undefined) resolve({ done: true, value: undefined });
      else reject(error);
    }
  }

  #begin(): void {
    if (this.#signal?.aborted) {
      this.end();
      return;
    }
    this.#state = 'running';
    if (this.#signal !== undefined) listenAbort(this.#signal, this);
    try {
      this.#stop = this.#start(this);
    } catch (error) {
      this.end(
        error instanceof DevgenError ? error : new DevgenError(String(error), { code: 'CALL.FAILED', cause: error }),
      );
    }
  }

  /** The next reading, with the number of those dropped before it. */
  #take(): Reading | undefined {
    const reading = this.#readings.shift();
    if (reading === undefined || this.#missed === 0) return reading;
    const missed = this.#missed + (reading.missed ?? 0);
    this.#missed = 0;
    return { ...reading, missed };
  }
}
