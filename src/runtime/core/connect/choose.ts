import { DevgenError } from '../contract/errors.ts';
import type { Connector } from '../contract/seam.ts';

/**
 * The connector of a device: by the scheme of its address (`tango:…`), else by the world of its class (`tango` of
 * `tango:TangoTest`), and among several by what they claim. Throws `ADDRESS.UNKNOWN` or `ADDRESS.AMBIGUOUS`.
 */
export function chooseConnector(address: string, classId: string, via: readonly Connector[]): Connector {
  const { word, fitting } = ofItsKind(address, classId, via);
  const claiming = (claim: 'yes' | 'maybe'): readonly Connector[] =>
    fitting.filter((connector) => connector.claims(address) === claim);
  const sure = claiming('yes');
  const possible = sure.length > 0 ? sure : claiming('maybe');
  const [first, second] = possible;
  if (first === undefined) {
    const asked = (fitting.length > 0 ? fitting : via).map(serverOf).join(', ') || 'an empty via';
    throw new DevgenError(`no connector for ${address}: ${word} is not served by ${asked}`, {
      code: 'ADDRESS.UNKNOWN',
      device: address,
      hint: 'pass its connector in { via: [ … ] }, or write the scheme before the address',
    });
  }
  if (second === undefined) return first;
  const candidates = possible.map(serverOf);
  throw new DevgenError(`${address} may belong to each of ${candidates.join(', ')}`, {
    code: 'ADDRESS.AMBIGUOUS',
    device: address,
    actual: candidates,
    hint: `write the full address: ${candidates[0]}/${address}`,
  });
}

/** `tango://db:10000` */
export function serverOf({ scheme, authority }: Connector): string {
  return `${scheme}://${authority}`;
}

function ofItsKind(
  address: string,
  classId: string,
  via: readonly Connector[],
): { readonly word: string; readonly fitting: readonly Connector[] } {
  const scheme = /^([a-z][a-z0-9+.-]*):(\/\/)?/i.exec(address);
  if (scheme !== null) {
    const word = (scheme[1] ?? '').toLowerCase();
    const fitting = via.filter((connector) => connector.scheme === word);
    // EPICS names contain colons: without slashes it is a scheme only if a connector has it.
    if (fitting.length > 0 || scheme[2] !== undefined) return { word: `scheme ${word}`, fitting };
  }
  const colon = classId.indexOf(':');
  if (colon < 0) return { word: 'it', fitting: via };
  const world = classId.slice(0, colon);
  const fitting = via.filter((connector) => connector.scheme === world || connector.world === world);
  if (fitting.length > 0) return { word: `class ${classId}`, fitting };
  // Stand-ins (soft, mock) take devices of any class, but only those that they know.
  return { word: `class ${classId}`, fitting: via.filter((connector) => connector.claims(address) === 'yes') };
}
