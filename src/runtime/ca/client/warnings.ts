import { DevgenError } from '../../core/contract/errors.ts';
import { printable } from '../../core/support/printable.ts';
import type { ServerError } from '../codec/message/server-error.ts';
import { statusText } from '../codec/message/status.ts';

/** Two servers have a PV of one name. */
export function duplicateWarning(name: string, kept: string, other: string): DevgenError {
  return new DevgenError(`served by ${kept} and by ${other}; the first is kept`, {
    code: 'CA.DUPLICATE',
    about: `ca://${name}`,
    source: `ca://${name}`,
    expected: kept,
    actual: other,
    hint: 'Stop one of the IOCs, or rename its records.',
  });
}

/** What a server could not do of what nobody waits for: a put without completion, most of all. */
export function messageWarning(where: string, source: string | undefined, error: ServerError): DevgenError {
  const text = error.text === '' ? '' : ` (${printable(error.text)})`;
  return new DevgenError(`${where} says: ${statusText(error.status)}${text}`, {
    code: 'CA.MESSAGE',
    about: source ?? where,
    source: source ?? where,
    hint: 'The server says so of a request; a put with `wait` gets it as its error.',
  });
}
