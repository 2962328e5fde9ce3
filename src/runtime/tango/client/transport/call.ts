import { DevgenError } from '../../../core/contract/errors.ts';
import type { Io } from '../../../core/contract/seam.ts';
import type { CdrReader } from '../../codec/cdr-reader.ts';
import type { CdrWriter } from '../../codec/cdr-writer.ts';
import type { ObjectRef } from '../../codec/ior.ts';
import { endReason, isEnded, unwatchAbort, watchAbort } from '../../../core/support/abort-group.ts';
import { CallError, type Completed } from './call-error.ts';

/** What a call needs of whoever carries it. */
export interface CallCarrier {
  /** The signal of a call that is not settled yet aborted. */
  aborted(call: Call): void;
}

/** One request, from the moment it was asked for until it is settled. */
export class Call {
  readonly ref: ObjectRef;
  readonly operation: string;
  readonly encode: ((writer: CdrWriter) => void) | undefined;
  readonly decode: (reader: CdrReader) => unknown;
  /** When its deadline ends, in the milliseconds of `performance.now()`. */
  readonly until: number;
  /** Object key at the server in charge, which a location forward changes. */
  key: Uint8Array;
  /** Request id on the wire; 0 while it was not sent. */
  id = 0;
  /** Addresses tried, forwards followed, and connections that the server closed without looking at it. */
  attempts = 0;
  forwards = 0;
  reissues = 0;
  carrier: CallCarrier | undefined;
  readonly #io: Io;
  readonly #resolve: (value: unknown) => void;
  readonly #reject: (error: unknown) => void;

  constructor(
    ref: ObjectRef,
    operation: string,
    encode: ((writer: CdrWriter) => void) | undefined,
    decode: (reader: CdrReader) => unknown,
    io: Io,
    resolve: (value: unknown) => void,
    reject: (error: unknown) => void,
  ) {
    this.ref = ref;
    this.key = ref.key;
    this.operation = operation;
    this.encode = encode;
    this.decode = decode;
    this.until = performance.now() + io.remaining();
    this.#io = io;
    this.#resolve = resolve;
    this.#reject = reject;
    watchAbort(this.#io, this);
  }

  get abortReason(): unknown {
    return endReason(this.#io);
  }

  get isAborted(): boolean {
    return isEnded(this.#io);
  }

  /** Told by the signal. */
  aborted(): void {
    this.carrier?.aborted(this);
  }

  resolve(value: unknown): void {
    unwatchAbort(this.#io, this);
    this.#resolve(value);
  }

  reject(error: unknown): void {
    unwatchAbort(this.#io, this);
    this.#reject(error);
  }

  /** Whether the server may have carried it out. */
  get completed(): Completed {
    return this.id === 0 ? 'NO' : 'MAYBE';
  }

  /** The error that ends a call whose signal aborted: the deadline's end, or the user's wish. */
  abortError(where: string): CallError {
    const reason = this.abortReason;
    const timeout = reason instanceof DevgenError && reason.code === 'CALL.TIMEOUT';
    if (timeout) return this.timeoutError(where, reason);
    return new CallError(`${this.operation} at ${where} was aborted${this.#fate()}`, this.completed, {
      code: 'CALL.ABORTED',
      source: where,
      hint:
        this.id === 0
          ? 'Nothing was sent: call again when you want it.'
          : 'Read back before you repeat a write or command: the server may have carried it out.',
      cause: reason,
    });
  }

  timeoutError(where: string, cause?: unknown): CallError {
    const sent = this.id !== 0;
    return new CallError(
      `${this.operation} at ${where} was not answered before its deadline${this.#fate()}`,
      this.completed,
      {
        code: 'CALL.TIMEOUT',
        source: where,
        hint: sent
          ? 'The server may still carry it out. Allow more time with `deadline`, or look at what the device is doing.'
          : 'Allow more time with `deadline`, or ask for less at a time.',
        cause,
      },
    );
  }

  #fate(): string {
    return this.id === 0 ? ' (never sent)' : ' (sent; whether it was carried out is not known)';
  }
}
