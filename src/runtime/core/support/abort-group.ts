import { type EndWatcher, TimeLimit } from './deadline.ts';
import type { Io } from '../contract/seam.ts';
import { NEVER } from './time-limit.ts';

/** All that wait on one signal: a signal shared by a thousand calls has one listener, and Node no reason to warn. */
class AbortGroup {
  readonly members = new Set<EndWatcher>();
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  handleEvent(): void {
    for (const member of this.members) member.aborted(this.#signal.reason);
  }
}

const groups = new WeakMap<AbortSignal, AbortGroup>();

/** Tells the member when the operation is ended early. */
export function watchAbort(io: Io, member: EndWatcher): void {
  if (io instanceof TimeLimit) return io.watch(member);
  const { signal } = io;
  if (signal === NEVER) return;
  let group = groups.get(signal);
  if (group === undefined) {
    group = new AbortGroup(signal);
    groups.set(signal, group);
  }
  if (group.members.size === 0) signal.addEventListener('abort', group);
  group.members.add(member);
}

export function unwatchAbort(io: Io, member: EndWatcher): void {
  if (io instanceof TimeLimit) return io.unwatch(member);
  const { signal } = io;
  if (signal === NEVER) return;
  const group = groups.get(signal);
  if (group?.members.delete(member) && group.members.size === 0) signal.removeEventListener('abort', group);
}

/** Whether it was ended early, and why. */
export function isEnded(io: Io): boolean {
  if (io instanceof TimeLimit) return io.reason !== undefined;
  return io.signal !== NEVER && io.signal.aborted;
}

export function endReason(io: Io): unknown {
  return io instanceof TimeLimit ? io.reason : io.signal.reason;
}
