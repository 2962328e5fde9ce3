import type { DevgenError } from './errors.ts';

/** One scale for every control system, in the order of EPICS's alarm severities. */
export type Severity = 'none' | 'minor' | 'major' | 'invalid';

/** A value as the server gave it, with its time (nanoseconds since 1970, UTC) and severity; or why there is none. */
export type Reading<T = unknown> = GoodReading<T> | BadReading;

export interface GoodReading<out T> {
  readonly ok: true;
  readonly value: T;
  readonly severity: Severity;
  /** The control system's own word: Tango's quality (`CHANGING`), EPICS's alarm message; absent where it has none. */
  readonly quality?: string;
  readonly timeNs: bigint;
  /** The link was lost after this reading was taken. */
  readonly stale: boolean;
  /** Readings that a slow observer did not see before this one. */
  readonly missed?: number;
}

export interface BadReading {
  readonly ok: false;
  readonly error: DevgenError;
  readonly severity: 'invalid';
  readonly quality?: string;
  readonly timeNs: bigint;
  readonly stale: boolean;
  readonly missed?: number;
}

/** A reading of now, for protocols whose server gives no time. */
export function goodReading<T>(value: T, more: Partial<Omit<GoodReading<T>, 'ok' | 'value'>> = {}): GoodReading<T> {
  return { ok: true, value, severity: 'none', timeNs: nowNs(), stale: false, ...more };
}

/** Why there is no value; of now. */
export function badReading(
  error: DevgenError,
  more: Partial<Omit<BadReading, 'ok' | 'error' | 'severity'>> = {},
): BadReading {
  return { ok: false, error, severity: 'invalid', timeNs: nowNs(), stale: false, ...more };
}

/** The reading that tells of a lost link: the last one, marked, or the reason where there was none. */
export function lostReading(last: Reading | undefined, why: DevgenError): Reading {
  return last === undefined ? badReading(why, { stale: true }) : { ...last, stale: true };
}

function nowNs(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}
