import type { Call } from './call.ts';
import { CallError } from './call-error.ts';

/** The connection that carried the call is gone. */
export function lostError(call: Call, why: CallError): CallError {
  const message = `${call.operation} was sent and not answered: ${why.message}`;
  return new CallError(message, 'MAYBE', { code: why.code, source: why.source, hint: why.hint, cause: why });
}

/** The same reason again, for a call that was not tried. */
export function refusedError(why: CallError): CallError {
  return new CallError(why.message, 'NO', { code: why.code, source: why.source, hint: why.hint, cause: why });
}

export function closedError(call: Call, where: string): CallError {
  return new CallError(`${call.operation} at ${where}: the client was closed`, call.completed, {
    code: 'LINK.CLOSED',
    source: where,
    hint: 'Nothing can be called after close().',
  });
}

export function notConnectedError(call: Call, where: string): CallError {
  return new CallError(`Cannot connect to ${where} before the deadline of ${call.operation}`, 'NO', {
    code: 'CONNECT.TIMEOUT',
    source: where,
    hint: 'Is the host up and not behind a firewall?',
  });
}

export function unresponsiveError(where: string, everHeard: boolean): CallError {
  const accepted = everHeard ? 'no longer answers' : 'accepts connections but does not answer';
  return new CallError(`The server at ${where} ${accepted}`, 'MAYBE', {
    code: everHeard ? 'LINK.LOST' : 'CONNECT.TIMEOUT',
    source: where,
    hint: 'Is it stopped, in a debugger, or not a Tango server?',
  });
}

export function alwaysClosesError(call: Call, where: string): CallError {
  return new CallError(`${call.operation}: the server at ${where} closes every connection without an answer`, 'NO', {
    code: 'LINK.LOST',
    source: where,
    hint: 'Is the server shutting down?',
  });
}
