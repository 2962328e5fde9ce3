import type { ExitReason } from './exit-code.ts';

/** Something worth knowing that is no failure. */
export interface Warning {
  readonly code: string;
  readonly text: string;
}

/** What a command found: the data it was asked for, and what the exit code must tell of it. */
export interface Outcome<D extends object> {
  readonly data: D;
  readonly warnings: readonly Warning[];
  readonly reasons: readonly ExitReason[];
  /** Absolute: what paths in the data are relative to; the current folder when absent. */
  readonly folder?: string;
}
