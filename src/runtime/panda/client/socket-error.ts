import { CallError } from './call-error.ts';

const REASONS: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ['ECONNREFUSED', 'nothing listens there (connection refused)'],
  ['ECONNRESET', 'reset by the box'],
  ['EPIPE', 'the box closed the connection'],
  ['ENOTFOUND', 'no host of this name'],
  ['EAI_AGAIN', 'the name server does not answer'],
  ['EHOSTUNREACH', 'no route to the host'],
  ['ENETUNREACH', 'no route to the network'],
  ['ETIMEDOUT', 'the host does not answer'],
  ['EMFILE', 'this process has too many open files'],
  ['ENFILE', 'this computer has too many open files'],
]);

/** No connection came about; without a failure there was no answer in time. */
export function connectError(where: string, milliseconds: number, failure: Error | undefined): CallError {
  if (failure === undefined) {
    return new CallError(`Cannot connect to ${where}: no connection within ${milliseconds} ms`, 'NO', {
      code: 'CONNECT.TIMEOUT',
      source: where,
      hint: 'Is the box up and not behind a firewall?',
    });
  }
  const code = 'code' in failure ? failure.code : undefined;
  const isFiles = code === 'EMFILE' || code === 'ENFILE';
  return new CallError(`Cannot connect to ${where}: ${REASONS.get(code) ?? failure.message}`, 'NO', {
    code: isFiles ? 'CONNECT.TOO_MANY_FILES' : 'CONNECT.FAILED',
    source: where,
    hint: isFiles
      ? 'Raise the limit (ulimit -n), or have fewer connections at a time: each counts as an open file.'
      : 'Is the box up, and does its server run?',
    cause: failure,
  });
}

/** An open connection is gone. */
export function lostError(where: string, failure: Error | undefined, otherwise = 'the box closed it'): CallError {
  const code = failure !== undefined && 'code' in failure ? failure.code : undefined;
  const reason = failure === undefined ? otherwise : (REASONS.get(code) ?? failure.message);
  return new CallError(`Connection to ${where} lost: ${reason}`, 'MAYBE', {
    code: 'LINK.LOST',
    source: where,
    hint: 'Is the box still up? It may have restarted.',
    cause: failure,
  });
}
