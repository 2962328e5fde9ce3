import type { DevgenError } from '../contract/errors.ts';
import type { Io } from '../contract/seam.ts';
import type { EndWatcher } from './abort-listeners.ts';
import { giveUpError, type Wish, type WishCarrier } from './call.ts';
import { TimeLimit, timeoutError } from './deadline.ts';

/** What came of one of many. */
export type BulkResult<D> =
  { readonly ok: true; readonly data: D } | { readonly ok: false; readonly error: DevgenError };

/** A PV to be got among others. */
export interface Wanted<D> {
  readonly name: string;
  readonly channel: Sought;
  /** Takes the wish for its data. */
  readonly asked: Asked<D>;
}

/** What is asked of a channel: it settles every wish that it takes with its data or an error, and once. */
export interface Asked<_D> extends WishCarrier {
  ask(wish: Wish): void;
}

/** How the search for a channel goes. */
export interface Sought {
  /** Asked for more than once, and nobody has answered. */
  readonly isMissing: boolean;
  /** Its server said that it has none such, and will not be asked again soon. */
  readonly isRefused?: boolean;
  /** How often it had to be asked for; undefined while it was never found. */
  readonly neededTries: number | undefined;
  /** Asks for it now, if it is not found, and not when it would be its turn. */
  searchAgain?(): void;
}

/** Milliseconds that the answer to a repeated search may take. */
const GRACE = 250;

/**
 * Gets many at once and tells of each as it comes. When only such are left as were searched for twice without an answer,
 * they are given up: who misspelt a name need not wait for all of the deadline. Where packets get lost, as the others
 * show that had to be searched for more than once, it is waited for. What its server refused is given up too.
 */
export function bulkGet<D>(
  wanted: readonly Wanted<D>[],
  io: Io,
  settled: (name: string, result: BulkResult<D>) => void,
): Promise<void> {
  return new Promise((resolve, reject) => new Bulk(wanted, io, settled, resolve, reject).begin());
}

/** As {@link bulkGet}: the results by name, in the order of the names. */
export async function bulkMap<D>(wanted: readonly Wanted<D>[], io: Io): Promise<ReadonlyMap<string, BulkResult<D>>> {
  const results = new Map<string, BulkResult<D> | undefined>();
  // Answers come in an order of their own.
  for (const { name } of wanted) results.set(name, undefined);
  await bulkGet(wanted, io, (name, result) => results.set(name, result));
  return results as ReadonlyMap<string, BulkResult<D>>;
}

/** Many wishes under one deadline, without a promise for each. */
class Bulk<D> implements EndWatcher {
  readonly #parts: readonly Part<D>[];
  readonly #limit: TimeLimit;
  readonly #settled: (name: string, result: BulkResult<D>) => void;
  readonly #resolve: () => void;
  readonly #reject: (error: unknown) => void;
  readonly #started = performance.now();
  #left: number;
  #timer: ReturnType<typeof setInterval> | undefined;
  #missing = 0;

  constructor(
    wanted: readonly Wanted<D>[],
    io: Io,
    settled: (name: string, result: BulkResult<D>) => void,
    resolve: () => void,
    reject: (error: unknown) => void,
  ) {
    this.#parts = wanted.map((each) => new Part(this, each));
    this.#left = wanted.length;
    this.#limit = new TimeLimit(io.remaining(), io.signal);
    this.#settled = settled;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  begin(): void {
    if (this.#left === 0) return this.#end();
    this.#limit.watch(this);
    this.#timer = setInterval(() => this.#look(), GRACE);
    if (this.#limit.reason !== undefined) return this.aborted();
    for (const part of this.#parts) part.begin();
  }

  /** The deadline ended, or all of it was given up. */
  aborted(): void {
    for (const part of this.#parts) part.giveUp(this.#limit);
  }

  settle(name: string, result: BulkResult<D>): void {
    try {
      this.#settled(name, result);
    } catch (error) {
      // Who is told of it cannot go on; the others are told nevertheless.
      this.#reject(error);
    }
    this.#left -= 1;
    if (this.#left === 0) this.#end();
  }

  #look(): void {
    const left = this.#parts.filter(({ isSettled }) => !isSettled).map(({ channel }) => channel);
    const isHopeless = left.every(({ isMissing, isRefused }) => isMissing || isRefused === true);
    const isQuiet = this.#wereFoundAtOnce();
    this.#missing = isHopeless && isQuiet ? this.#missing + 1 : 0;
    // What is left is probably nowhere: better to know soon.
    if (isQuiet) for (const channel of left) if (!channel.isMissing) channel.searchAgain?.();
    if (this.#missing > 1 || left.every(({ isRefused }) => isRefused === true))
      this.#limit.abort(timeoutError(Math.round(performance.now() - this.#started)));
  }

  /** Whether some were found, and each at the first search. */
  #wereFoundAtOnce(): boolean {
    const tries = this.#parts.map(({ channel }) => channel.neededTries).filter((each) => each !== undefined);
    return tries.length > 0 && tries.every((each) => each <= 1);
  }

  #end(): void {
    clearInterval(this.#timer);
    this.#limit.done();
    this.#resolve();
  }
}

/** One of many. */
class Part<D> implements Wish {
  readonly what = 'get';
  isSent = false;
  isSettled = false;
  readonly #bulk: Bulk<D>;
  readonly #wanted: Wanted<D>;
  #hasBegun = false;

  constructor(bulk: Bulk<D>, wanted: Wanted<D>) {
    this.#bulk = bulk;
    this.#wanted = wanted;
  }

  get channel(): Sought {
    return this.#wanted.channel;
  }

  begin(): void {
    if (this.isSettled) return;
    this.#hasBegun = true;
    this.#wanted.asked.ask(this);
  }

  giveUp(io: Io): void {
    if (this.isSettled) return;
    const { asked } = this.#wanted;
    const error = giveUpError(asked, this, io);
    if (this.#hasBegun) asked.withdrawn(this);
    this.reject(error);
  }

  resolve(data: unknown): void {
    this.#settle({ ok: true, data: data as D });
  }

  reject(error: unknown): void {
    this.#settle({ ok: false, error: error as DevgenError });
  }

  #settle(result: BulkResult<D>): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.#bulk.settle(this.#wanted.name, result);
  }
}
