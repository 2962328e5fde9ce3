import { DevgenError, type ErrorFacts } from '../../../core/contract/errors.ts';
import type { NamedDevError } from '../../codec/idl/dev-error.ts';
import type { DevError } from '../types.ts';

/** Whether the server carried the call out: CORBA's completion status. Only `NO` may be sent again. */
export type Completed = 'YES' | 'NO' | 'MAYBE';

/**
 * A call that brought no result. Codes: CONNECT.FAILED and CONNECT.TIMEOUT (nobody there, or nobody who answers),
 * CONNECT.TOO_MANY_FILES (of this process: the server was not asked), LINK.LOST (connection gone), LINK.CLOSED (closed by this program), CALL.TIMEOUT, CALL.ABORTED, TANGO.PROTOCOL.
 */
export class CallError extends DevgenError {
  /** `NO`: never sent, or the server said so. `MAYBE`: sent and unanswered. */
  readonly completed: Completed;

  constructor(message: string, completed: Completed, facts: ErrorFacts) {
    super(message, facts);
    this.name = 'CallError';
    this.completed = completed;
  }

  override retold(facts: ErrorFacts): CallError {
    return new CallError(this.why, this.completed, facts);
  }
}

/** What the server's ORB answered: `OBJECT_NOT_EXIST` (stale reference), `BAD_OPERATION` (older IDL). Code TANGO.SYSTEM. */
export class SystemException extends CallError {
  /** Bare: `OBJECT_NOT_EXIST`. */
  readonly exception: string;
  readonly minor: number;

  constructor(
    message: string,
    completed: Completed,
    exception: string,
    minor: number,
    facts: Omit<ErrorFacts, 'code'>,
  ) {
    super(message, completed, { ...facts, code: 'TANGO.SYSTEM' });
    this.name = 'SystemException';
    this.exception = exception;
    this.minor = minor;
  }

  override retold(facts: ErrorFacts): SystemException {
    return new SystemException(this.why, this.completed, this.exception, this.minor, facts);
  }
}

/** A `DevFailed` or `MultiDevFailed` as it came; the device's own client says which call of whom it was. Code TANGO.DEV_FAILED. */
export class UserException extends CallError {
  /** Of DevFailed; empty for MultiDevFailed. */
  readonly errors: readonly DevError[];
  /** Of MultiDevFailed, one an attribute; empty for DevFailed. */
  readonly named: readonly NamedDevError[];

  constructor(
    message: string,
    errors: readonly DevError[],
    named: readonly NamedDevError[],
    facts: Omit<ErrorFacts, 'code'>,
  ) {
    super(message, 'YES', { ...facts, code: 'TANGO.DEV_FAILED' });
    this.name = 'UserException';
    this.errors = errors;
    this.named = named;
  }
}
