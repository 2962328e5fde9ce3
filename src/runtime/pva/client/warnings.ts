import { DevgenError } from '../../core/contract/errors.ts';
import { printable } from '../../core/support/printable.ts';
import type { RemoteMessage } from '../codec/message/operation.ts';
import type { Status } from '../codec/wire/status.ts';

/** Two servers have a PV of one name. */
export function duplicateWarning(name: string, kept: string, other: string): DevgenError {
  return new DevgenError(`served by ${kept} and by ${other}; the first is kept`, {
    code: 'PVA.DUPLICATE',
    about: `pva://${name}`,
    source: `pva://${name}`,
    expected: kept,
    actual: other,
    hint: 'Stop one of the IOCs, or rename its records.',
  });
}

/** What a server has to say besides its answers. */
export function messageWarning(where: string, { severity, text }: RemoteMessage): DevgenError {
  return new DevgenError(`${severity.toLowerCase()}: ${printable(text)}`, {
    code: 'PVA.MESSAGE',
    about: where,
    source: where,
    hint: 'The server says so of one of the requests.',
  });
}

/** The server goes on, but takes us for nobody in particular. */
export function authenticationWarning(where: string, method: string, { message }: Status): DevgenError {
  return new DevgenError(`did not accept who we are (${printable(method)}): ${printable(message)}`, {
    code: 'PVA.AUTHENTICATION',
    about: where,
    source: where,
    hint: 'Puts may be refused.',
  });
}
