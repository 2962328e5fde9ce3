import { DevgenError, type ErrorFacts } from '../contract/errors.ts';
import type { Finding } from '../compare/finding.ts';

/** One device, or one signal without a device, that did not connect. */
export interface Failure {
  /** Dotted path in the tree that was connected. */
  readonly name: string;
  /** `tango://db:10000`; absent when no connector was found for it. */
  readonly server?: string | undefined;
  /** As it was written. */
  readonly address?: string | undefined;
  readonly error: DevgenError;
}

/**
 * Why a tree, or one device of it, did not connect. The message is the whole report, grouped by server and cause;
 * `errors` is the same as a tree for programs: device by device, and for a device that differs from its class
 * member by member. Codes: `CONNECT.FAILED` of a tree, `CONNECT.MISMATCH` of a device that differs.
 */
export class ConnectError extends DevgenError {
  readonly errors: ReadonlyMap<string, DevgenError>;
  /** Every failure below, flat. Empty for a device that differs from its class. */
  readonly failures: readonly Failure[];
  /** What the comparison found; empty for a tree. */
  readonly findings: readonly Finding[];

  constructor(
    message: string,
    facts: ErrorFacts,
    detail: {
      readonly errors: ReadonlyMap<string, DevgenError>;
      readonly failures?: readonly Failure[];
      readonly findings?: readonly Finding[];
    },
  ) {
    super(message, facts);
    this.name = 'ConnectError';
    this.errors = detail.errors;
    this.failures = detail.failures ?? [];
    this.findings = detail.findings ?? [];
  }
}
