import type { ErrorFacts } from '../../../core/contract/errors.ts';
import { CallError, type Completed } from '../../../core/support/call-error.ts';
import type { NamedDevError } from '../../codec/idl/dev-error.ts';
import type { DevError } from '../types.ts';

/** Beside the codes of every protocol: CONNECT.TOO_MANY_FILES (of this process: the server was not asked), TANGO.PROTOCOL. */
export { CallError, type Completed };

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
