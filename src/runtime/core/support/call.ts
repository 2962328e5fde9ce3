import { DevgenError } from '../contract/errors.ts';
import type { Io } from '../contract/seam.ts';
import { canAbort, endReason, isEnded, unwatchAbort, watchAbort } from './abort-group.ts';
import type { CallBook, Timed } from './call-book.ts';

/** One wish of a caller: alone with its deadline, a {@link Call}, or among many that share one. */
export interface Wish {
  /** For messages: `get`, `put`. */
  readonly what: string;
  /** The server may have got it. */
  isSent: boolean;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** What a wish needs of whoever carries it. */
export interface WishCarrier {
  /** The wish is settled for another reason than an answer: its deadline ended, or its caller gave it up. */
  withdrawn(wish: Wish): void;
  /** The error for a wish whose deadline ended, or, where there is a reason, that its caller aborted. */
  failure(wish: Wish, aborted?: unknown): DevgenError;
}

/** Why a wish is given up for which its {@link Io} has ended. A deadline that is watched by somebody else aborts too. */
export function giveUpError(carrier: WishCarrier, wish: Wish, io: Io): DevgenError {
  const reason = endReason(io);
  const isDeadline = reason instanceof DevgenError && reason.code === 'CALL.TIMEOUT';
  return isDeadline ? carrier.failure(wish) : carrier.failure(wish, reason ?? 'aborted');
}

/** A wish with a deadline of its own, from the moment it was made until it is settled. */
export class Call implements Wish, Timed {
  readonly what: string;
  readonly until: number;
  isSent = false;
  before: Timed | undefined;
  after: Timed | undefined;
  readonly #begun: number;
  #canAbort = false;
  #hasEnded = false;
  readonly #io: Io;
  readonly #book: CallBook;
  readonly #carrier: WishCarrier;
  readonly #resolve: (value: never) => void;
  readonly #reject: (error: unknown) => void;

  constructor(
    what: string,
    io: Io,
    book: CallBook,
    carrier: WishCarrier,
    resolve: (value: never) => void,
    reject: (error: unknown) => void,
  ) {
    this.what = what;
    this.#begun = performance.now();
    this.until = this.#begun + io.remaining();
    this.#io = io;
    this.#book = book;
    this.#carrier = carrier;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Watches deadline and signal from now on; false when it has ended already, and is settled. */
  begin(): boolean {
    this.#canAbort = canAbort(this.#io);
    if (this.#canAbort && isEnded(this.#io)) this.#reject(giveUpError(this.#carrier, this, this.#io));
    else if (this.until <= this.#begun) this.#reject(this.#carrier.failure(this));
    else {
      if (this.#canAbort) watchAbort(this.#io, this);
      this.#book.add(this, this.#begun);
      return true;
    }
    return false;
  }

  /** Told by the signal. */
  aborted(): void {
    this.#giveUp(giveUpError(this.#carrier, this, this.#io));
  }

  /** Told by the book: its deadline ended, if the end of another call has not ended it too. */
  expired(): void {
    if (!this.#hasEnded) this.#giveUp(this.#carrier.failure(this));
  }

  resolve(value: unknown): void {
    this.#end();
    this.#resolve(value as never);
  }

  reject(error: unknown): void {
    this.#end();
    this.#reject(error);
  }

  #giveUp(error: DevgenError): void {
    this.#end();
    this.#carrier.withdrawn(this);
    this.#reject(error);
  }

  #end(): void {
    this.#hasEnded = true;
    if (this.#canAbort) unwatchAbort(this.#io, this);
    this.#book.remove(this);
  }
}
