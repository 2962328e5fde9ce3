import type { Call } from '../../../core/support/call.ts';
import { andMore, printable } from '../../../core/support/printable.ts';
import { statusText } from '../../codec/message/status.ts';
import { CallError, RemoteError } from './call-error.ts';

export function closedError(where: string): CallError {
  return new CallError(`${where}: closed by this program`, 'MAYBE', {
    code: 'LINK.CLOSED',
    source: where,
    hint: 'Nothing can be called after close().',
  });
}

/** The channel was closed, or all of the client was. */
export function closedCallError(call: Call, source: string): CallError {
  return new CallError(`${call.what}: closed by this program`, call.isSent ? 'MAYBE' : 'NO', {
    code: 'LINK.CLOSED',
    about: source,
    source,
    hint: 'Nothing can be called after close().',
  });
}

export function abortedError(call: Call, source: string, reason: unknown): CallError {
  return new CallError(`${call.what} was aborted${fate(call)}`, call.isSent ? 'MAYBE' : 'NO', {
    code: 'CALL.ABORTED',
    about: source,
    source,
    hint: call.isSent
      ? 'Read back before you repeat a put: the server may have carried it out.'
      : 'Nothing was sent: call again when you want it.',
    cause: reason,
  });
}

/** Its deadline ended while the server was to answer. */
export function timeoutError(call: Call, source: string, server: string): CallError {
  return new CallError(
    `${call.what} was not answered by ${server} before its deadline${fate(call)}`,
    call.isSent ? 'MAYBE' : 'NO',
    {
      code: 'CALL.TIMEOUT',
      about: source,
      source,
      hint: call.isSent
        ? 'The server may still carry it out. Allow more time with `timeLimit`, or look at what the record is doing.'
        : 'A put before it is not done yet. Allow more time with `timeLimit`.',
    },
  );
}

/** Nobody answered the search. */
export function notFoundError(call: Call, source: string, asked: readonly string[]): CallError {
  const whom = asked.length === 0 ? 'nobody, as no address is set' : andMore(asked, 6);
  return new CallError(`${call.what}: no server answered the search; asked was ${whom}`, 'NO', {
    code: 'CA.NOT_FOUND',
    about: source,
    source,
    hint: 'Check the spelling, that the IOC runs, and EPICS_CA_ADDR_LIST or EPICS_CA_NAME_SERVERS (127.0.0.1 is not searched by itself).',
  });
}

/** What kept the channel from being connected, for a call that waited for it. */
export function unreachedError(call: Call, source: string, why: CallError): CallError {
  return new CallError(`${call.what}: ${why.message}`, call.isSent ? 'MAYBE' : 'NO', {
    code: why.code,
    about: source,
    source,
    hint: why.hint,
    cause: why,
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

/** The connection went while the server had the call. */
export function lostCallError(call: Call, source: string, why: CallError): CallError {
  return new CallError(`${call.what} was sent and not answered: ${why.message}`, 'MAYBE', {
    code: why.code,
    about: source,
    source,
    hint: 'Read back before you repeat it: the server may have carried it out.',
    cause: why,
  });
}

/** The server has the channel no more; the connection stands. */
export function channelLostError(source: string, server: string): CallError {
  return new CallError(`${server} closed the channel`, 'MAYBE', {
    code: 'LINK.LOST',
    about: source,
    source,
    hint: 'The PV was removed from its server; it is looked for again.',
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

function fate(call: Call): string {
  return call.isSent ? ' (sent; whether it was carried out is not known)' : ' (never sent)';
}
