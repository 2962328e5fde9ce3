import type { Wish } from '../../../core/support/call.ts';
import { andMore, printable } from '../../../core/support/printable.ts';
import { statusText } from '../../codec/message/status.ts';
import { CallError, RemoteError } from './call-error.ts';
import { timeoutError as unanswered } from '../../../core/support/call-failures.ts';

export {
  abortedError,
  channelLostError,
  closedCallError,
  closedError,
  lostCallError,
  unreachedError,
} from '../../../core/support/call-failures.ts';

/** Its deadline ended while the server was to answer. */
export function timeoutError(wish: Wish, source: string, server: string): CallError {
  return unanswered(wish, source, server, 'A put before it is not done yet. Allow more time with `timeLimit`.');
}

/** Nobody answered the search. */
export function notFoundError(wish: Wish, source: string, asked: readonly string[]): CallError {
  const whom = asked.length === 0 ? 'nobody, as no address is set' : andMore(asked, 6);
  return new CallError(`${wish.what}: no server answered the search; asked was ${whom}`, 'NO', {
    code: 'CA.NOT_FOUND',
    about: source,
    source,
    hint: 'Check the spelling, that the IOC runs, and EPICS_CA_ADDR_LIST or EPICS_CA_NAME_SERVERS (127.0.0.1 is not searched by itself).',
  });
}

/** The server said that it has no such channel, although it had answered the search. */
export function refusedError(source: string, server: string): CallError {
  return new CallError(`${server} refused the channel`, 'NO', {
    code: 'CA.REFUSED',
    about: source,
    source,
    hint: 'The server may be shutting down, or a gateway may have lost it; it is asked again later.',
  });
}

/** Access security says no, and has said so beforehand: nothing was sent. */
export function accessError(what: string, source: string, server: string): CallError {
  return new CallError(`${server} does not permit to ${what}`, 'NO', {
    code: 'CA.ACCESS',
    about: source,
    source,
    hint: 'Its access security decides by user and host: ask who keeps the IOC.',
  });
}

/** `text` is what the server says besides. */
export function remoteError(what: string, source: string, server: string, status: number, text = ''): RemoteError {
  const detail = text === '' ? '' : ` (${printable(text)})`;
  return new RemoteError(`${what} was refused by ${server}: ${statusText(status)}${detail}`, status, {
    about: source,
    source,
  });
}
