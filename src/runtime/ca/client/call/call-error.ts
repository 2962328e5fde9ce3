import type { ErrorFacts } from '../../../core/contract/errors.ts';
import { CallError, type Completed } from '../../../core/support/call-error.ts';

/**
 * Beside the codes of every protocol: CA.NOT_FOUND (no server answered the search), CA.REFUSED (the one that did has no
 * such channel), CA.ACCESS (the server said before that it may not be done), CONNECT.TOO_MANY_FILES (of this process: the
 * server was not asked), CA.PROTOCOL.
 */
export { CallError, type Completed };

/** What the server answered: a status that is not `ECA_NORMAL`. Code CA.REMOTE. */
export class RemoteError extends CallError {
  /** As it is on the wire: its severity in the last three bits. */
  readonly status: number;

  constructor(message: string, status: number, facts: Omit<ErrorFacts, 'code'>) {
    super(message, 'NO', { ...facts, code: 'CA.REMOTE' });
    this.name = 'RemoteError';
    this.status = status;
  }

  override retold(facts: ErrorFacts): RemoteError {
    return new RemoteError(this.why, this.status, facts);
  }
}
