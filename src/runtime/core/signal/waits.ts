/** Somebody awaits an answer: what a person looks at when a script hangs. */
export interface PendingWait {
  /** Dotted name of the member or device. */
  readonly name: string;
  readonly source: string;
  readonly what:
    | 'connect'
    | 'get'
    | 'set'
    | 'setpoint'
    | 'execute'
    | 'waitForValue'
    | 'setAndWaitForValue'
    | 'setAndWaitForOtherValue'
    | 'observeSignals'
    | 'saveSettings'
    | 'compareSettings'
    | 'restoreSettings';
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Milliseconds since 1970; `Infinity` has none. */
  readonly deadline: number;
}

const waits = new Set<PendingWait>();

/** Every wait of this process that has not ended, oldest first. */
export function pendingWaits(): readonly PendingWait[] {
  return [...waits];
}

/** Lists a wait until the function returned is called. */
export function enterWait(wait: Pick<PendingWait, 'name' | 'source' | 'what'>, milliseconds: number): () => void {
  const since = Date.now();
  const entry: PendingWait = { ...wait, since, deadline: since + milliseconds };
  waits.add(entry);
  return () => {
    waits.delete(entry);
  };
}
