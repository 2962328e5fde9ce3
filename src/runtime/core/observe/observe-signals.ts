import { whereIs } from '../signal/call.ts';
import { DevgenError } from '../contract/errors.ts';
import type { ObserveCallOptions, SignalR } from '../contract/members.ts';
import type { Reading } from '../contract/reading.ts';
import { listenAbort, unlistenAbort } from '../support/abort-listeners.ts';
import { longestTimer } from '../support/timer.ts';
import { enterWait } from '../signal/waits.ts';

export interface ObserveSignalsOptions extends ObserveCallOptions {
  /** Ends the iteration when it resolves, after the readings that came before; when it rejects, with its error. */
  readonly done?: PromiseLike<unknown>;
  /** Milliseconds for the whole observation, which else lasts as long as the loop does. */
  readonly deadline?: number;
  /** Milliseconds to wait for the first reading. */
  readonly first?: number;
  /** Milliseconds to wait for each reading after it; what the loop does between is not counted. */
  readonly interval?: number;
}

/** A signal and what it read. */
export type SignalReading<S extends readonly SignalR<unknown>[]> = {
  readonly [K in keyof S]: S[K] extends SignalR<infer T> ? readonly [signal: S[K], reading: Reading<T>] : never;
}[number];

/**
 * Readings of several signals as they come. Leaving the loop ends all subscriptions, and so do `signal` and `done`, without
 * an error; a time that runs out ends them with CALL.TIMEOUT. `queue` is for each signal: none crowds out another.
 */
export function observeSignals<const S extends readonly SignalR<unknown>[]>(
  signals: S,
  options: ObserveSignalsOptions = {},
): AsyncIterableIterator<SignalReading<S>, undefined> {
  return new Observed(signals, options) as AsyncIterableIterator<never, undefined>;
}

type Item = [signal: SignalR<unknown>, reading: Reading];

interface Waiter {
  readonly resolve: (result: IteratorResult<Item, undefined>) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: Timer;
}

type Timer = ReturnType<typeof setTimeout> | undefined;
type Failure = { readonly error: unknown } | undefined;
type Limit = 'deadline' | 'first' | 'interval';

class Observed implements AsyncIterableIterator<Item, undefined> {
  readonly #signals: readonly SignalR<unknown>[];
  readonly #options: ObserveSignalsOptions;
  readonly #waiters: Waiter[] = [];
  readonly #waiting = new Map<SignalR<unknown>, number>();
  #items: Item[] = [];
  #state: 'new' | 'running' | 'ended' = 'new';
  #limit: Limit = 'first';
  #deadline = Infinity;
  #failure: Failure;
  #stop = (): void => {};

  constructor(signals: readonly SignalR<unknown>[], options: ObserveSignalsOptions) {
    this.#signals = [...new Set(signals)];
    this.#options = options;
  }

  next(): Promise<IteratorResult<Item, undefined>> {
    if (this.#state === 'new') this.#begin();
    // Readings that are always at hand must not keep the clock from being looked at.
    if (performance.now() >= this.#deadline) this.#expire('deadline');
    const item = this.#items.shift();
    if (item !== undefined) {
      this.#waiting.set(item[0], this.#waiting.get(item[0])! - 1);
      return Promise.resolve({ done: false, value: item });
    }
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) return Promise.reject(failure.error);
    if (this.#state === 'ended') return Promise.resolve({ done: true, value: undefined });
    const timer = this.#timer(this.#limit);
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject, timer }));
  }

  return(): Promise<IteratorResult<Item, undefined>> {
    this.#finish();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #begin(): void {
    this.#state = 'running';
    const { done, deadline = Infinity, first: _, interval: __, signal, ...how } = this.#options;
    const [{ name, source } = { name: '', source: '' }, ...others] = this.#signals;
    const all = others.length === 0 ? name : `${name} and ${others.length} more`;
    const leave = enterWait({ name: all, source, what: 'observeSignals' }, deadline);
    const timer = this.#timer('deadline');
    const watcher = { aborted: () => this.#finish() };
    const iterators = this.#signals.map((one) => one.observe(how));
    this.#deadline = performance.now() + deadline;
    this.#stop = () => {
      clearTimeout(timer);
      leave();
      if (signal !== undefined) unlistenAbort(signal, watcher);
      for (const iterator of iterators) void iterator.return?.();
    };
    // One listener, however many signals.
    if (signal !== undefined) listenAbort(signal, watcher);
    if (signal?.aborted === true || iterators.length === 0) this.#finish();
    iterators.forEach((readings, index) => void this.#pump(this.#signals[index]!, readings));
    void done?.then(
      () => this.#finish(undefined, true),
      (error: unknown) => this.#finish({ error }),
    );
  }

  async #pump(signal: SignalR<unknown>, readings: AsyncIterable<Reading>): Promise<void> {
    try {
      for await (const reading of readings) this.#push([signal, reading]);
      this.#finish(undefined, true);
    } catch (error) {
      this.#finish({ error });
    }
  }

  #push(item: Item): void {
    if (this.#state !== 'running') return;
    this.#limit = 'interval';
    const waiter = this.#waiters.shift();
    if (waiter !== undefined) {
      clearTimeout(waiter.timer);
      waiter.resolve({ done: false, value: item });
      return;
    }
    this.#items.push(item);
    const waiting = (this.#waiting.get(item[0]) ?? 0) + 1;
    this.#waiting.set(item[0], waiting);
    if (waiting > Math.max(1, this.#options.queue ?? 1_000)) this.#drop(item[0]);
  }

  /** The oldest reading of the signal gives way, and the next one tells. */
  #drop(signal: SignalR<unknown>): void {
    const isOwn = ([of]: Item): boolean => of === signal;
    const [dropped] = this.#items.splice(this.#items.findIndex(isOwn), 1);
    const next = this.#items.find(isOwn)!;
    next[1] = { ...next[1], missed: 1 + (dropped![1].missed ?? 0) + (next[1].missed ?? 0) };
    this.#waiting.set(signal, this.#waiting.get(signal)! - 1);
  }

  #timer(limit: Limit): Timer {
    const milliseconds = this.#options[limit] ?? Infinity;
    return milliseconds > longestTimer ? undefined : setTimeout(() => this.#expire(limit), milliseconds);
  }

  #expire(limit: Limit): void {
    const why = `${limit === 'deadline' ? 'not done' : 'no reading'} within ${this.#options[limit]} ms`;
    const about = this.#signals.map(whereIs).join(', ');
    const hint = `a longer \`${limit}\` waits longer`;
    this.#finish({ error: new DevgenError(why, { code: 'CALL.TIMEOUT', about, hint }) });
  }

  /** `keep`: what came before is still taken. Of an end that has come already, only the readings left are dropped. */
  #finish(failure?: Failure, keep = false): void {
    const ended = this.#state === 'ended';
    if (ended && (failure !== undefined || keep)) return;
    this.#state = 'ended';
    if (!ended) this.#stop();
    this.#deadline = Infinity;
    if (!keep) this.#items = [];
    if (this.#waiters.length === 0) this.#failure = failure;
    for (const { resolve, reject, timer } of this.#waiters.splice(0)) {
      clearTimeout(timer);
      if (failure === undefined) resolve({ done: true, value: undefined });
      else reject(failure.error);
    }
  }
}
