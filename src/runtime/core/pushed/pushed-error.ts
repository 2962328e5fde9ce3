import { DevgenError, whyOf } from '../contract/errors.ts';
import type { Pv } from './pv.ts';

/** Every call for a PV that is lost fails at once with this. */
export function lostError(source: string, cause: Error): DevgenError {
  return new DevgenError(`the link is lost: ${whyOf(cause)}`, {
    code: 'LINK.LOST',
    about: source,
    source,
    hint: 'it connects again by itself as soon as a server answers; nothing is sent again',
    cause,
  });
}

export function closedError(source: string): DevgenError {
  return new DevgenError('was closed by this program', {
    code: 'LINK.CLOSED',
    about: source,
    source,
    hint: 'connect it again',
  });
}

export function wrongKindError(source: string, what: string, kind: string): DevgenError {
  return new DevgenError(`cannot ${what}: its kind is ${kind}`, {
    code: 'MEMBER.KIND',
    about: source,
    source,
    actual: kind,
    hint: 'what a member can do is in its class: devgen show',
  });
}

export function missingError(source: string): DevgenError {
  return new DevgenError('no server has this PV', {
    code: 'MEMBER.MISSING',
    about: source,
    source,
    hint: 'is its IOC running? devgen pull',
  });
}

/** Nobody answered for any PV of a device. */
export async function unreachedError(device: string, pvs: readonly Pv[]): Promise<DevgenError> {
  const [first] = pvs;
  const cause: unknown = await first?.port.get(expired).catch((error: unknown) => error);
  const facts = cause instanceof DevgenError ? cause : undefined;
  const count = pvs.length === 1 ? 'its PV' : `any of its ${pvs.length} PVs`;
  return new DevgenError(`no server answers for ${count}: ${cause === undefined ? 'it has none' : whyOf(cause)}`, {
    code: facts?.code ?? 'CONNECT.FAILED',
    about: device,
    device,
    hint: facts?.hint,
    cause,
  });
}

/** A call with it ends at once, with what keeps it from being answered. */
const expired = { signal: new AbortController().signal, remaining: () => 0 };
