import type { Wish } from './call.ts';
import { CallError } from './call-error.ts';

export function closedError(where: string): CallError {
  return new CallError(`${where}: closed by this program`, 'MAYBE', {
    code: 'LINK.CLOSED',
    source: where,
    hint: 'Nothing can be called after close().',
  });
}

/** The channel was closed, or all of the client was. */
export function closedCallError(wish: Wish, source: string): CallError {
  return new CallError(`${wish.what}: closed by this program`, wish.isSent ? 'MAYBE' : 'NO', {
    code: 'LINK.CLOSED',
    about: source,
    source,
    hint: 'Nothing can be called after close().',
  });
}

export function abortedError(wish: Wish, source: string, reason: unknown): CallError {
  return new CallError(`${wish.what} was aborted${fate(wish)}`, wish.isSent ? 'MAYBE' : 'NO', {
    code: 'CALL.ABORTED',
    about: source,
    source,
    hint: wish.isSent
      ? 'Read back before you repeat a put or a call: the server may have carried it out.'
      : 'Nothing was sent: call again when you want it.',
    cause: reason,
  });
}

/** Its deadline ended while the server was to answer; `unsent` is what may have kept the call from being sent. */
export function timeoutError(wish: Wish, source: string, server: string, unsent: string): CallError {
  return new CallError(
    `${wish.what} was not answered by ${server} before its deadline${fate(wish)}`,
    wish.isSent ? 'MAYBE' : 'NO',
    {
      code: 'CALL.TIMEOUT',
      about: source,
      source,
      hint: wish.isSent
        ? 'The server may still carry it out. Allow more time with `timeLimit`, or look at what the record is doing.'
        : unsent,
    },
  );
}

/** What kept the channel from being connected, for a call that waited for it. */
export function unreachedError(wish: Wish, source: string, why: CallError): CallError {
  return new CallError(`${wish.what}: ${why.message}`, wish.isSent ? 'MAYBE' : 'NO', {
    code: why.code,
    about: source,
    source,
    hint: why.hint,
    cause: why,
  });
}

/** The connection went while the server had the call. */
export function lostCallError(wish: Wish, source: string, why: CallError): CallError {
  return new CallError(`${wish.what} was sent and not answered: ${why.message}`, 'MAYBE', {
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

function fate(wish: Wish): string {
  return wish.isSent ? ' (sent; whether it was carried out is not known)' : ' (never sent)';
}
