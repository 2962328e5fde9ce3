import { DevgenError } from '@devgen/runtime/contract';

/** The wires of EPICS; each is the scheme of an address. */
export type Scheme = 'pva' | 'ca';

/** How the address of EPICS is written; a scheme alone stands for what the environment says. */
export const epicsAddressForms: readonly string[] = ['pva://HOST:PORT', 'pva:', 'ca://HOST:PORT', 'ca:'];

/** As it is written in a config, where a part may still be an environment variable. */
const VARIABLE = String.raw`[^\s/#]*\$\{[^}]*\}[^\s/#]*`;
const HOST = String.raw`(?:\[[0-9a-f:.]+\]|[^\s/#,:@[\]]+)(?::\d{1,5})?`;
const SERVER = new RegExp(`^(pva|ca)://(${HOST}|${VARIABLE})/?$`, 'i');
const ENVIRONMENT = /^(pva|ca):(?:\/\/)?$/i;

/** A name for a source at the address, `undefined` where it is of no form: the host's own where that is a name. */
export function epicsSourceName(address: string): string | undefined {
  if (ENVIRONMENT.test(address)) return 'epics';
  const host = SERVER.exec(address)?.[2];
  if (host === undefined) return undefined;
  const [name = ''] = host.toLowerCase().split(/[.:]/);
  return /^[a-z][a-z0-9-]*$/.test(name) ? name : 'epics';
}

export interface EpicsAddress {
  readonly scheme: Scheme;
  /** The server, or name server; undefined where the environment says whom to ask. */
  readonly server: string | undefined;
}

/** Throws `ADDRESS.UNKNOWN`. */
export function parseEpicsAddress(address: string): EpicsAddress {
  if (address === 'env') return { scheme: 'pva', server: undefined };
  const full = /^[a-z]+:/i.test(address) && !/^[^/]*:\d+$/.test(address) ? address : `pva://${address}`;
  const match = ENVIRONMENT.exec(full) ?? SERVER.exec(full);
  if (match !== null) return { scheme: match[1]?.toLowerCase() as Scheme, server: match[2] };
  throw new DevgenError(`"${address}" is not the address of an EPICS source`, {
    code: 'ADDRESS.UNKNOWN',
    expected: epicsAddressForms,
    actual: address,
    hint: `Write ${epicsAddressForms.join(' or ')}; PVs are chosen by pvs, pvi, lists, databases and include.`,
  });
}

const PV = /^(?<scheme>pva|ca):\/\/(?:(?<server>[^\s/]+:\d{1,5})\/)?(?<name>\S+)$/i;

/** Whether the text is the address of a PV: `pva://NAME`, or `pva://HOST:PORT/NAME` to ask that server. */
export function isPvAddress(text: string): boolean {
  return PV.test(text);
}

export function parsePvAddress(text: string): EpicsAddress & { readonly name: string } {
  const { scheme = 'pva', name = '', server } = PV.exec(text)?.groups ?? {};
  return { scheme: scheme.toLowerCase() as Scheme, name, server };
}
