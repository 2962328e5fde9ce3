import { DevgenError, type ErrorFacts } from '../contract/errors.ts';

/** Whether the server carried the call out. Only `NO` may be sent again. */
export type Completed = 'YES' | 'NO' | 'MAYBE';

/**
 * A call of a protocol's client that brought no result. Codes that all protocols have: CONNECT.FAILED and CONNECT.TIMEOUT
 * (nobody there, or nobody who answers), LINK.LOST (connection gone), LINK.CLOSED (closed by this program), CALL.TIMEOUT,
 * CALL.ABORTED.
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
