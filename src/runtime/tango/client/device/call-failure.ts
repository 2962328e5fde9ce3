import { DevgenError } from '../../../core/contract/errors.ts';
import { CallError, SystemException, UserException } from '../transport/call-error.ts';
import { DevFailed, MultiDevFailed } from './dev-failed.ts';

/** Which call of whom it was, for the error. */
export interface Call {
  readonly device: string;
  /** Full address. */
  readonly source: string;
  /** What was tried, as a person says it: `command DevLong`. */
  readonly operation: string;
}

/** What the transport threw, as the error of a device's call: same kind and code, and now it says whose. */
export function failureOf(error: unknown, call: Call): unknown {
  if (error instanceof UserException) {
    if (error.named.length > 0) return new MultiDevFailed(error.named, call);
    return new DevFailed(error.errors, call);
  }
  if (!(error instanceof DevgenError)) return error;
  const facts = {
    code: error.code,
    about: `${call.source}, ${call.operation}`,
    device: call.device,
    source: call.source,
    expected: error.expected,
    actual: error.actual,
    hint: (error instanceof SystemException ? hintOf(error.exception) : undefined) ?? error.hint,
    cause: error,
  };
  return error.retold?.(facts) ?? new DevgenError(error.why, facts);
}

function hintOf(exception: string): string | undefined {
  if (exception === 'OBJECT_NOT_EXIST') return 'the server runs, but has no such device: is the name right?';
  if (exception === 'BAD_OPERATION') return 'the device is older than its object reference says';
  return undefined;
}

/** The reference may be out of date, and the server did not carry the call out: it may be sent to a newer one. */
export function isStale(error: unknown): boolean {
  if (!(error instanceof CallError) || error.completed !== 'NO') return false;
  if (error instanceof SystemException) return STALE.has(error.exception);
  return UNREACHED.has(error.code);
}

const STALE: ReadonlySet<string> = new Set(['OBJECT_NOT_EXIST', 'INV_OBJREF', 'TRANSIENT']);
const UNREACHED: ReadonlySet<string> = new Set(['CONNECT.FAILED', 'CONNECT.TIMEOUT', 'LINK.LOST']);

/** The connection went while the call was under way or before it: another one may be had. */
export function isLost(error: unknown): boolean {
  return error instanceof CallError && error.code === 'LINK.LOST';
}
