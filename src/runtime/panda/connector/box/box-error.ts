import { DevgenError, whyOf } from '../../../core/contract/errors.ts';

/** Every call on a link that is not connected fails at once with this. */
export function lost(source: string, cause: Error): DevgenError {
  return new DevgenError(`the link is lost: ${whyOf(cause)}`, {
    code: 'LINK.LOST',
    about: source,
    source,
    hint: 'it connects again by itself as soon as the box answers; nothing is sent again',
    cause,
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

export function missing(source: string): DevgenError {
  return new DevgenError('does not exist on the box', {
    code: 'MEMBER.MISSING',
    about: source,
    source,
    hint: 'devgen pull',
  });
}

export function wrongKind(source: string, what: string, kind: string): DevgenError {
  return new DevgenError(`cannot ${what}: its kind is ${kind}`, {
    code: 'MEMBER.KIND',
    about: source,
    source,
    actual: kind,
    hint: 'what a member can do is in its class: devgen show',
  });
}
