/** Somebody who wants to know when an operation is ended early. */
export interface EndWatcher {
  aborted(reason: unknown): void;
}

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

/** Tells the watcher when the signal aborts. Of one that has aborted already nothing is told. */
export function listenAbort(signal: AbortSignal, member: EndWatcher): void {
  let group = groups.get(signal);
  if (group === undefined) {
    group = new AbortGroup(signal);
    groups.set(signal, group);
  }
  if (group.members.size === 0) signal.addEventListener('abort', group);
  group.members.add(member);
}

export function unlistenAbort(signal: AbortSignal, member: EndWatcher): void {
  const group = groups.get(signal);
  if (group?.members.delete(member) && group.members.size === 0) signal.removeEventListener('abort', group);
}
