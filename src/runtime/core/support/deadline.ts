import { DevgenError } from '../contract/errors.ts';
import type { Io } from '../contract/seam.ts';
import { type EndWatcher, listenAbort, unlistenAbort } from './abort-listeners.ts';
import { longestTimer } from './timer.ts';

/** An {@link Io} that somebody owns: call {@link Deadline.done} when the operation has ended, whatever its outcome. */
export interface Deadline extends Io {
  /** Stops the timer and forgets the caller's signal; harmless when repeated. It does not abort. */
  done(): void;
  /** Ends the operation early: the device was disposed, say. */
  abort(reason: DevgenError): void;
}

/**
 * Aborts after `milliseconds` with a DevgenError `CALL.TIMEOUT`, or with `CALL.ABORTED` when the caller's signal
 * aborts first (its own reason when that is a DevgenError already). `Infinity` never times out.
 */
export function deadline(milliseconds: number, signal?: AbortSignal): Deadline {
  return new TimeLimit(milliseconds, signal);
}

/** A deadline that makes its AbortSignal when somebody asks for it: one a call is a tenth of what a read costs. */
export class TimeLimit implements Deadline, EndWatcher {
  readonly #end: number;
  readonly #caller: AbortSignal | undefined;
  readonly #watchers = new Set<EndWatcher>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #controller: AbortController | undefined;
  #reason: DevgenError | undefined;

  constructor(milliseconds: number, caller?: AbortSignal) {
    this.#end = performance.now() + milliseconds;
    this.#caller = caller;
    if (caller?.aborted) {
      this.aborted(caller.reason);
      return;
    }
    if (caller !== undefined) listenAbort(caller, this);
    if (milliseconds <= longestTimer) {
      this.#timer = setTimeout(() => this.abort(timeoutError(milliseconds)), milliseconds);
    }
  }

  /** Why it ended early, if it did. */
  get reason(): DevgenError | undefined {
    return this.#reason;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#reason !== undefined) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  remaining(): number {
    return Math.max(0, this.#end - performance.now());
  }

  watch(watcher: EndWatcher): void {
    this.#watchers.add(watcher);
  }

  unwatch(watcher: EndWatcher): void {
    this.#watchers.delete(watcher);
  }

  done(): void {
    clearTimeout(this.#timer);
    if (this.#caller !== undefined) unlistenAbort(this.#caller, this);
  }

  abort(reason: DevgenError): void {
    this.done();
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    for (const watcher of this.#watchers) watcher.aborted(reason);
    this.#controller?.abort(reason);
  }

  /** The caller's signal was. */
  aborted(reason: unknown): void {
    this.abort(abortReason(reason));
  }
}

/** Settles with the work or with the reason of an early end, whichever is first; work that comes too late is not begun. */
export function within<R>(io: Io, run: (io: Io) => Promise<R>): Promise<R> {
  return new Promise((resolve, reject) => {
    const stop = onEnd(io, reject);
    if (stop !== undefined) run(io).then(resolve, reject).finally(stop);
  });
}

/** Calls back when the operation is ended early: at once when it has been, else until the function returned is called. */
function onEnd(io: Io, callback: (reason: unknown) => void): (() => void) | undefined {
  if (io instanceof TimeLimit) {
    if (io.reason !== undefined) return void callback(io.reason);
    const watcher = { aborted: callback };
    io.watch(watcher);
    return () => io.unwatch(watcher);
  }
  const { signal } = io;
  if (signal.aborted) return void callback(signal.reason);
  const watcher = { aborted: callback };
  listenAbort(signal, watcher);
  return () => unlistenAbort(signal, watcher);
}

export function timeoutError(milliseconds: number): DevgenError {
  return new DevgenError(`no answer within ${milliseconds} ms`, {
    code: 'CALL.TIMEOUT',
    hint: 'is the server running? a longer `deadline` waits longer',
  });
}

function abortReason(reason: unknown): DevgenError {
  if (reason instanceof DevgenError) return reason;
  return new DevgenError('aborted by the caller', {
    code: 'CALL.ABORTED',
    hint: 'your own `signal` ended it: read back before you repeat a write, which may have taken effect',
    cause: reason,
  });
}
