import type { DevgenError } from '../contract/errors.ts';
import type { Io } from '../contract/seam.ts';
import { canAbort, isEnded, unwatchAbort, watchAbort } from './abort-group.ts';
import type { EndWatcher } from './abort-listeners.ts';
import type { CallBook, Timed } from './call-book.ts';
import { closedCallError } from './call-failures.ts';
import { giveUpError, type Wish, type WishCarrier } from './call.ts';

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

/** What is asked of a channel that is open: it settles every wish that it takes with its data or an error, and once. */
export interface Asked<_D> extends WishCarrier {
  ask(wish: Wish): void;
}

/** How the search for a channel goes. */
export interface Sought {
  /** Full address, for messages. */
  readonly source: string;
  /** Nothing may be asked of it any more. */
  readonly isClosed: boolean;
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
  book: CallBook,
  settled: (name: string, result: BulkResult<D>) => void,
): Promise<void> {
  return new Promise((resolve, reject) => new Bulk(wanted, io, book, settled, resolve, reject).begin());
}

/** As {@link bulkGet}: the results by name, in the order of the names. */
export async function bulkMap<D>(
  wanted: readonly Wanted<D>[],
  io: Io,
  book: CallBook,
): Promise<ReadonlyMap<string, BulkResult<D>>> {
  const results = new Map<string, BulkResult<D> | undefined>();
  // Answers come in an order of their own.
  for (const { name } of wanted) results.set(name, undefined);
  await bulkGet(wanted, io, book, (name, result) => results.set(name, result));
  return results as ReadonlyMap<string, BulkResult<D>>;
}

/** Many wishes under one deadline, without a promise for each. */
class Bulk<D> implements EndWatcher, Timed {
  /** When it is looked at next. */
  until: number;
  before: Timed | undefined;
  after: Timed | undefined;
  readonly #parts: readonly Part<D>[];
  readonly #io: Io;
  readonly #book: CallBook;
  readonly #settled: (name: string, result: BulkResult<D>) => void;
  readonly #resolve: () => void;
  readonly #reject: (error: unknown) => void;
  readonly #begun: number;
  readonly #end: number;
  readonly #canAbort: boolean;
  #left: number;
  #missing = 0;

  constructor(
    wanted: readonly Wanted<D>[],
    io: Io,
    book: CallBook,
    settled: (name: string, result: BulkResult<D>) => void,
    resolve: () => void,
    reject: (error: unknown) => void,
  ) {
    this.#parts = wanted.map((each) => new Part(this, each));
    this.#left = wanted.length;
    this.#io = io;
    this.#book = book;
    this.#settled = settled;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#begun = performance.now();
    this.#end = this.#begun + io.remaining();
    this.#canAbort = canAbort(io);
    this.until = Math.min(this.#end, this.#begun + GRACE);
  }

  begin(): void {
    if (this.#left === 0) return this.#resolve();
    if (this.#canAbort && isEnded(this.#io)) return this.aborted();
    if (this.#end <= this.#begun) return this.#fail();
    if (this.#canAbort) watchAbort(this.#io, this);
    this.#book.add(this, this.#begun);
    for (const part of this.#parts) part.begin();
  }

  /** Its caller gave it up. */
  aborted(): void {
    for (const part of this.#parts) part.giveUp((asked) => giveUpError(asked, part, this.#io));
  }

  expired(now: number): void {
    if (this.#left === 0) return;
    this.#book.remove(this);
    if (now >= this.#end || this.#isInVain()) return this.#fail();
    this.until = Math.min(this.#end, now + GRACE);
    this.#book.add(this, now);
  }

  settle(name: string, result: BulkResult<D>): void {
    try {
      this.#settled(name, result);
    } catch (error) {
      // Who is told of it cannot go on; the others are told nevertheless.
      this.#reject(error);
    }
    this.#left -= 1;
    if (this.#left > 0) return;
    if (this.#canAbort) unwatchAbort(this.#io, this);
    this.#book.remove(this);
    this.#resolve();
  }

  #fail(): void {
    for (const part of this.#parts) part.giveUp((asked) => asked.failure(part));
  }

  /** Whether nothing of what is left will come; where that is so for the first time, it is searched for again. */
  #isInVain(): boolean {
    const left = this.#parts.filter(({ isSettled }) => !isSettled).map(({ channel }) => channel);
    const isHopeless = left.every(({ isMissing, isRefused }) => isMissing || isRefused === true);
    const isQuiet = this.#wereFoundAtOnce();
    this.#missing = isHopeless && isQuiet ? this.#missing + 1 : 0;
    // What is left is probably nowhere: better to know soon.
    if (isQuiet) for (const channel of left) if (!channel.isMissing) channel.searchAgain?.();
    return this.#missing > 1 || left.every(({ isRefused }) => isRefused === true);
  }

  /** Whether some were found, and each at the first search. */
  #wereFoundAtOnce(): boolean {
    const tries = this.#parts.map(({ channel }) => channel.neededTries).filter((each) => each !== undefined);
    return tries.length > 0 && tries.every((each) => each <= 1);
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
    if (this.channel.isClosed) return this.reject(closedCallError(this, this.channel.source));
    this.#hasBegun = true;
    this.#wanted.asked.ask(this);
  }

  giveUp(errorOf: (asked: Asked<D>) => DevgenError): void {
    if (this.isSettled) return;
    const { asked } = this.#wanted;
    const error = errorOf(asked);
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
