import { DevgenError } from '../../core/contract/errors.ts';

/** The port of the commands; that of the data is the next. */
export const CONTROL_PORT = 8888;

/** Where a box is. */
export interface PandaAddress {
  readonly host: string;
  readonly port: number;
  /** The box's name: its host, and its port where that is not the usual one. */
  readonly name: string;
  /** `host:port` */
  readonly authority: string;
}

const ADDRESS = /^(?:\[([0-9a-f:.]+(?:%\w+)?)\]|([^\s:/#,@[\]?]+))(?::(\d{1,5}))?$/i;

/** `panda://HOST`, `panda://HOST:PORT`, or the same without the scheme. Throws ADDRESS.UNKNOWN. */
export function parsePandaAddress(address: string): PandaAddress {
  const known = readPandaAddress(address);
  if (known === undefined) throw malformed(address);
  return known;
}

/** As {@link parsePandaAddress}; `undefined` for what is no address. */
export function readPandaAddress(address: string): PandaAddress | undefined {
  const bare = address
    .trim()
    .replace(/^panda:(?:\/\/)?/i, '')
    .replace(/\/$/, '');
  const [, bracketed, plain, digits] = ADDRESS.exec(bare) ?? [];
  const host = bracketed ?? plain;
  const port = digits === undefined ? CONTROL_PORT : Number(digits);
  // The port of the data is the next.
  if (host === undefined || port < 1 || port > 65_534) return undefined;
  const shown = bracketed === undefined ? host : `[${host}]`;
  return { host, port, name: port === CONTROL_PORT ? shown : `${shown}:${port}`, authority: `${shown}:${port}` };
}

function malformed(address: string): DevgenError {
  const shown = address.replace(/[^/]*@/g, '***@');
  return new DevgenError(`"${shown}" is not the address of a PandA`, {
    code: 'ADDRESS.UNKNOWN',
    expected: 'panda://HOST or panda://HOST:PORT',
    actual: shown,
    hint: 'for example panda://bl01-panda-01',
  });
}
