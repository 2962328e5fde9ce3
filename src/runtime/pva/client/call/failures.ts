import { andMore, printable } from '../../../core/support/printable.ts';
import type { Status } from '../../codec/wire/status.ts';
import type { Wish } from '../../../core/support/call.ts';
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
  return unanswered(wish, source, server, 'Is the PV connected but without a value? Allow more time with `timeLimit`.');
}

/** Nobody answered the search. */
export function notFoundError(wish: Wish, source: string, asked: readonly string[]): CallError {
  const whom = asked.length === 0 ? 'nobody, as no address is set' : andMore(asked, 6);
  return new CallError(`${wish.what}: no server answered the search; asked was ${whom}`, 'NO', {
    code: 'PVA.NOT_FOUND',
    about: source,
    source,
    hint: 'Check the spelling, that the IOC runs, and EPICS_PVA_ADDR_LIST or EPICS_PVA_NAME_SERVERS (127.0.0.1 is not searched by itself).',
  });
}

/** The server that was dialled said nothing: as those do in Java, of a PV that they have not. */
export function silentServerError(wish: Wish, source: string, server: string): CallError {
  return new CallError(`${wish.what}: ${server} said nothing about the PV`, 'NO', {
    code: 'PVA.NOT_FOUND',
    about: source,
    source,
    hint: 'Check the spelling, and that this is the server which has the PV: a search tells, without its address.',
  });
}

/** The server said that it has no such channel, although it had answered the search. */
export function refusedError(source: string, server: string, status: Status): CallError {
  return new CallError(`${server} refused the channel: ${textOf(status)}`, 'NO', {
    code: 'PVA.REFUSED',
    about: source,
    source,
    hint: 'The server may hide this field, or be shutting down; it is asked again later.',
  });
}

export function remoteError(what: string, source: string, server: string, status: Status): RemoteError {
  return new RemoteError(`${what} was refused by ${server}: ${textOf(status)}`, status, { about: source, source });
}

function textOf({ message, callTree }: Status): string {
  const text = [message, callTree].filter((part) => part !== '').join(' / ');
  return text === '' ? 'no reason given' : printable(text);
}
