import type { ErrorFacts } from '../../../core/contract/errors.ts';
import { CallError, type Completed } from '../../../core/support/call-error.ts';
import type { Status } from '../../codec/wire/status.ts';

/**
 * Beside the codes of every protocol: PVA.NOT_FOUND (no server answered the search), PVA.REFUSED (those that did have no
 * such channel), CONNECT.TOO_MANY_FILES (of this process: the server was not asked), PVA.PROTOCOL.
 */
export { CallError, type Completed };

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
