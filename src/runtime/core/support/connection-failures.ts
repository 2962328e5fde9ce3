import { CallError } from './call-error.ts';
import { isOutOfFiles, reasonOf } from './socket-reason.ts';

/** An open connection is gone. */
export function lostError(where: string, reason: string, cause?: unknown): CallError {
  return new CallError(`Connection to ${where} lost: ${reason}`, 'MAYBE', {
    code: 'LINK.LOST',
    source: where,
    hint: 'Is the server still running?',
    cause,
  });
}

/** No connection came about; without a failure there was none within `timeout` milliseconds. */
export function connectError(where: string, timeout: number, failure: Error | undefined): CallError {
  if (failure !== undefined && isOutOfFiles(failure)) return outOfFilesError(where, failure);
  const timedOut = failure === undefined;
  const reason = timedOut ? `no connection within ${timeout} ms` : reasonOf(failure);
  return new CallError(`Cannot connect to ${where}: ${reason}`, 'NO', {
    code: timedOut ? 'CONNECT.TIMEOUT' : 'CONNECT.FAILED',
    source: where,
    hint: timedOut ? 'Is the host up and not behind a firewall?' : 'Is the server running at this address?',
    cause: failure,
  });
}

/** The server has no part in it. */
function outOfFilesError(where: string, failure: Error): CallError {
  return new CallError(`Cannot connect to ${where}: ${reasonOf(failure)}`, 'NO', {
    code: 'CONNECT.TOO_MANY_FILES',
    source: where,
    hint: 'Raise the limit (ulimit -n), or have fewer connections at a time: each counts as an open file.',
    cause: failure,
  });
}
