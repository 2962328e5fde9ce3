import { DevgenError, type ErrorFacts } from '../../../core/contract/errors.ts';
import type { Status } from '../../codec/wire/status.ts';

/** Whether the server carried the call out. Only `NO` may be sent again. */
export type Completed = 'YES' | 'NO' | 'MAYBE';

/**
 * A call that brought no result. Codes: PVA.NOT_FOUND (no server answered the search), PVA.REFUSED (those that did have
 * no such channel), CONNECT.FAILED, CONNECT.TIMEOUT and CONNECT.TOO_MANY_FILES (no connection to the server), LINK.LOST
 * (connection or channel gone), LINK.CLOSED (closed by this program), CALL.TIMEOUT, CALL.ABORTED, PVA.PROTOCOL.
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

/** What the server answered: an ERROR or FATAL status. Code PVA.REMOTE. */
export class RemoteError extends CallError {
  readonly status: Status;

  constructor(message: string, status: Status, facts: Omit<ErrorFacts, 'code'>) {
    super(message, 'NO', { ...facts, code: 'PVA.REMOTE' });
    this.name = 'RemoteError';
    this.status = status;
  }

  override retold(facts: ErrorFacts): RemoteError {
    return new RemoteError(this.why, this.status, facts);
  }
}
