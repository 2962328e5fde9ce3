import { DevgenError, whyOf } from '../../core/contract/errors.ts';
import { CallError, SystemException } from '../client/transport/call-error.ts';

/** System exceptions that say that the reference is stale: the server restarted, or the device did. */
const STALE: ReadonlySet<string> = new Set(['OBJECT_NOT_EXIST', 'TRANSIENT', 'COMM_FAILURE', 'INV_OBJREF']);
const GONE: ReadonlySet<string> = new Set(['CONNECT.FAILED', 'CONNECT.TIMEOUT', 'LINK.LOST']);

/** Whether a failed call tells that the device is not where it was, as opposed to slow, busy or refusing. */
export function tellsLoss(error: unknown): error is Error {
  if (error instanceof SystemException) return STALE.has(error.exception);
  return error instanceof CallError && GONE.has(error.code);
}

/** Every call on a link that is not connected fails at once with this. */
export function lost(source: string, why: Error): DevgenError {
  return new DevgenError(`the device is not reachable now: ${whyOf(why)}`, {
    code: 'LINK.LOST',
    about: source,
    source,
    hint: 'it connects again by itself as soon as the device answers; nothing is sent again',
    cause: why,
  });
}

export function closed(source: string): DevgenError {
  return new DevgenError('was closed by this program', {
    code: 'LINK.CLOSED',
    about: source,
    source,
    hint: 'connect it again',
  });
}

export function missing(address: string): DevgenError {
  return new DevgenError('does not exist on the device', {
    code: 'MEMBER.MISSING',
    about: address,
    source: address,
    hint: 'devgen pull',
  });
}

export function readOnly(address: string, what: string): DevgenError {
  return new DevgenError(`cannot ${what}: it is read-only`, {
    code: 'MEMBER.KIND',
    about: address,
    source: address,
    actual: 'r',
    hint: 'see the kind of the member',
  });
}
