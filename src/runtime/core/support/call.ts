import { DevgenError } from '../contract/errors.ts';
import type { Io } from '../contract/seam.ts';
import { endReason, isEnded, unwatchAbort, watchAbort } from './abort-group.ts';
import type { CallBook } from './call-book.ts';

/** What a call needs of whoever carries it. */
export interface CallCarrier {
  /** The call is settled for another reason than an answer: its deadline ended, or its caller gave it up. */
  withdrawn(call: Call): void;
  /** The error for a call whose deadline ended, or, where there is a reason, that its caller aborted. */
  failure(call: Call, aborted?: unknown): DevgenError;
}

/** One wish of a caller, from the moment it was made until it is settled. */
export class Call {
  /** For messages: `get`, `put`. */
  readonly what: string;
  /** When its deadline ends, in the milliseconds of `performance.now()`. */
  readonly until: number;
  /** The server may have got it. */
  isSent = false;
  readonly #io: Io;
  readonly #book: CallBook;
  readonly #carrier: CallCarrier;
  readonly #resolve: (value: never) => void;
  readonly #reject: (error: unknown) => void;

  constructor(
    what: string,
    io: Io,
    book: CallBook,
    carrier: CallCarrier,
    resolve: (value: never) => void,
    reject: (error: unknown) => void,
  ) {
    this.what = what;
    this.until = performance.now() + io.remaining();
    this.#io = io;
    this.#book = book;
    this.#carrier = carrier;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Watches deadline and signal from now on; false when it has ended already, and is settled. */
  begin(): boolean {
    const now = performance.now();
    if (isEnded(this.#io)) this.#reject(this.#abortError());
    else if (this.until <= now) this.#reject(this.#carrier.failure(this));
    else {
      watchAbort(this.#io, this);
      this.#book.add(this, now);
      return true;
    }
    return false;
  }

  /** Told by the signal. */
  aborted(): void {
    this.#giveUp(this.#abortError());
  }

  /** Told by the book: its deadline ended. */
  expired(): void {
    this.#giveUp(this.#carrier.failure(this));
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
    unwatchAbort(this.#io, this);
    this.#book.remove(this);
  }

  /** A deadline that is watched by somebody else aborts too. */
  #abortError(): DevgenError {
    const reason = endReason(this.#io);
    const isDeadline = reason instanceof DevgenError && reason.code === 'CALL.TIMEOUT';
    return isDeadline ? this.#carrier.failure(this) : this.#carrier.failure(this, reason ?? 'aborted');
  }
}
