import type { Io } from '../contract/seam.ts';
import { type EndWatcher, listenAbort, unlistenAbort } from './abort-listeners.ts';
import { TimeLimit } from './deadline.ts';
import { NEVER } from './time-limit.ts';

/** Whether the operation may be ended early at all: most have only a time limit. */
export function canAbort(io: Io): boolean {
  return io instanceof TimeLimit || io.signal !== NEVER;
}

/** Tells the member when the operation is ended early. */
export function watchAbort(io: Io, member: EndWatcher): void {
  if (io instanceof TimeLimit) io.watch(member);
  else if (io.signal !== NEVER) listenAbort(io.signal, member);
}

export function unwatchAbort(io: Io, member: EndWatcher): void {
  if (io instanceof TimeLimit) io.unwatch(member);
  else if (io.signal !== NEVER) unlistenAbort(io.signal, member);
}

/** Whether it was ended early, and why. */
export function isEnded(io: Io): boolean {
  if (io instanceof TimeLimit) return io.reason !== undefined;
  return io.signal !== NEVER && io.signal.aborted;
}

export function endReason(io: Io): unknown {
  return io instanceof TimeLimit ? io.reason : io.signal.reason;
}
