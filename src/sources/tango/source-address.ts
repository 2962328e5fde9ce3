import { DevgenError } from '@devgen/runtime/contract';

/** How the address of a Tango source is written, beside `env` for what TANGO_HOST says. */
export const tangoAddressForms: readonly string[] = ['tango://HOST:PORT', 'tango://HOST:PORT/DEVICE#dbase=no'];

const HOST = String.raw`(?:[^\s/#,@]*@)?[^\s/#,:@]+:\d{1,5}`;
/** As it is written in a config, where a part may still be an environment variable. */
const VARIABLE = String.raw`[^\s/#]*\$\{[^}]*\}[^\s/#]*`;
const DATABASE = new RegExp(`^tango://(?:${HOST}(?:,${HOST})*|${VARIABLE})/?$`, 'i');
const SERVER = new RegExp(`^tango://(?:${HOST}|${VARIABLE})/([^/#\\s]+(?:/[^/#\\s]+){2})#dbase=no$`, 'i');

/** Whether the address is that of a server without a database. */
export function isServerAddress(address: string): boolean {
  return /#dbase=no$/i.test(address);
}

/**
 * A name for a source at the address, `undefined` where it is of no form. A database is `tango`, a server is called
 * after its executable and instance, or after the device that the address names.
 */
export function tangoSourceName(address: string): string | undefined {
  if (address === 'env' || DATABASE.test(address)) return 'tango';
  const device = SERVER.exec(address)?.[1]?.replace(/^dserver\//i, '');
  const words = device
    ?.toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return words === '' ? 'server' : words;
}

/** Throws `ADDRESS.UNKNOWN`, in whose message a user name or password is not shown: it may come from the environment. */
export function checkTangoAddress(address: string): void {
  const full = address === 'env' || /^tango:\/\//i.test(address) ? address : `tango://${address}`;
  if (tangoSourceName(full) !== undefined && !full.includes('@')) return;
  const shown = address.replace(/[^/]*@/g, '***@');
  throw new DevgenError(`"${shown}" is not the address of a Tango source`, {
    code: 'ADDRESS.UNKNOWN',
    expected: tangoAddressForms,
    actual: shown,
    hint: hintFor(full),
  });
}

/** As a connector takes it: a server without a database is known by host and port. */
export function connectorAddress(address: string): string {
  return isServerAddress(address) ? address.replace(/^(tango:\/\/[^/]+)\/[^#]*#/i, '$1#') : address;
}

function hintFor(address: string): string {
  const forms = `Write ${tangoAddressForms.join(' or ')}`;
  if (address.includes('#'))
    return `${forms}; DEVICE is any device of the server, or its admin device dserver/EXEC/INST.`;
  if (/^tango:\/\/[^/]+\/./i.test(address)) return `${forms}; the address of a database ends after its port.`;
  return `${forms}.`;
}
