import { DevgenError } from '@devgen/runtime';

/** How the address of EPICS is written; `pva:` alone stands for what the environment says, and so does `env`. */
export const epicsAddressForms: readonly string[] = ['pva://HOST:PORT', 'pva:'];

/** As it is written in a config, where a part may still be an environment variable. */
const VARIABLE = String.raw`[^\s/#]*\$\{[^}]*\}[^\s/#]*`;
const HOST = String.raw`(?:\[[0-9a-f:.]+\]|[^\s/#,:@[\]]+)(?::\d{1,5})?`;
const SERVER = new RegExp(`^pva://(${HOST}|${VARIABLE})/?$`, 'i');
const ENVIRONMENT = /^pva:(?:\/\/)?$/i;

/** A name for a source at the address, `undefined` where it is of no form: the host's own where that is a name. */
export function epicsSourceName(address: string): string | undefined {
  if (ENVIRONMENT.test(address)) return 'epics';
  const host = SERVER.exec(address)?.[1];
  if (host === undefined) return undefined;
  const [name = ''] = host.toLowerCase().split(/[.:]/);
  return /^[a-z][a-z0-9-]*$/.test(name) ? name : 'epics';
}

/** The server, or the name server; undefined where the environment says whom to ask. Throws `ADDRESS.UNKNOWN`. */
export function epicsServer(address: string): string | undefined {
  if (address === 'env' || ENVIRONMENT.test(address)) return undefined;
  const full = /^[a-z]+:\/\//i.test(address) ? address : `pva://${address}`;
  const server = SERVER.exec(full)?.[1];
  if (server !== undefined) return server;
  throw new DevgenError(`"${address}" is not the address of an EPICS source`, {
    code: 'ADDRESS.UNKNOWN',
    expected: epicsAddressForms,
    actual: address,
    hint: `Write ${epicsAddressForms.join(' or ')}; PVs are chosen by pvs, pvi, lists, databases and include.`,
  });
}

const PV = /^pva:\/\/(?:(?<server>[^\s/]+:\d{1,5})\/)?(?<name>\S+)$/i;

/** Whether the text is the address of a PV: `pva://NAME`, or `pva://HOST:PORT/NAME` to ask that server. */
export function isPvAddress(text: string): boolean {
  return PV.test(text);
}

export function parsePvAddress(text: string): { readonly name: string; readonly server: string | undefined } {
  const { name = '', server } = PV.exec(text)?.groups ?? {};
  return { name, server };
}
