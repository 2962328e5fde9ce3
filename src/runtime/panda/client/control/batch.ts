import { DevgenError } from '../../../core/contract/errors.ts';
import type { Io } from '../../../core/contract/seam.ts';
import { endReason, isEnded, unwatchAbort, watchAbort } from '../../../core/support/abort-group.ts';
import type { EndWatcher } from '../../../core/support/abort-listeners.ts';
import type { Reply } from '../../codec/control/reply.ts';
import { CallError, type Completed } from '../call-error.ts';

/** A command as it is written, and as messages call it. */
export interface Command {
  /** Its first line: `SEQ1.PRESCALE?`. */
  readonly line: string;
  /** Lines behind it, the empty one that ends them among them. */
  readonly data?: readonly string[];
}

/** Commands that belong together and share a deadline, from the moment they were asked for until all are answered. */
export class Batch implements EndWatcher {
  readonly commands: readonly Command[];
  readonly done: Promise<readonly Reply[]>;
  readonly #io: Io;
  readonly #where: string;
  readonly #replies: Reply[];
  #resolve: (replies: readonly Reply[]) => void = () => {};
  #reject: (error: unknown) => void = () => {};
  #answered = 0;
  #sent = 0;
  #isSettled = false;

  constructor(commands: readonly Command[], io: Io, where: string) {
    this.commands = commands;
    this.#io = io;
    this.#where = where;
    this.#replies = Array.from({ length: commands.length });
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    if (commands.length === 0) this.#settle(() => this.#resolve([]));
    else if (isEnded(io)) this.aborted(endReason(io));
    else watchAbort(io, this);
  }

  /** Nobody waits for it any more: what was not sent needs not be, what was is answered to nobody. */
  get isSettled(): boolean {
    return this.#isSettled;
  }

  /** Whether the box may have carried out some of it. */
  get completed(): Completed {
    return this.#sent === 0 ? 'NO' : 'MAYBE';
  }

  sent(): void {
    this.#sent++;
  }

  answer(index: number, reply: Reply): void {
    if (this.#isSettled) return;
    this.#replies[index] = reply;
    if (++this.#answered === this.commands.length) this.#settle(() => this.#resolve(this.#replies));
  }

  /** The connection is gone, or never was. */
  fail(why: CallError): void {
    const fate = why.completed === 'NO' ? '' : this.completed === 'NO' ? 'was not sent' : 'was sent and not answered';
    const message = fate === '' ? why.message : `${this.#name} ${fate}: ${why.message}`;
    const { code, source, hint } = why;
    this.#settle(() => this.#reject(new CallError(message, this.completed, { code, source, hint, cause: why })));
  }

  /** The deadline ended, or the caller wants no more. */
  aborted(reason: unknown): void {
    const known = reason instanceof DevgenError ? reason : undefined;
    // A reason of its own (the device was disposed) is told as it is.
    const isOurs = known === undefined || known.code === 'CALL.TIMEOUT' || known.code === 'CALL.ABORTED';
    this.#settle(() => this.#reject(isOurs ? this.#abortError(known?.code === 'CALL.TIMEOUT', reason) : known));
  }

  /** The first command that has no answer. */
  get #name(): string {
    const line = this.commands.find((_, index) => this.#replies[index] === undefined)?.line ?? '';
    return line.length > 60 ? `${line.slice(0, 60)}…` : line;
  }

  #abortError(isTimeout: boolean, cause: unknown): CallError {
    const what = isTimeout ? 'was not answered before its deadline' : 'was aborted';
    const fate = this.completed === 'NO' ? ' (never sent)' : ' (sent; whether it was carried out is not known)';
    return new CallError(`${this.#name} at ${this.#where} ${what}${fate}`, this.completed, {
      code: isTimeout ? 'CALL.TIMEOUT' : 'CALL.ABORTED',
      source: this.#where,
      hint:
        this.completed === 'NO'
          ? 'Allow more time with `deadline`, or call again when you want it.'
          : 'Read back before you repeat a set: the box may have carried it out.',
      cause,
    });
  }

  #settle(settle: () => void): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    unwatchAbort(this.#io, this);
    settle();
  }
}
