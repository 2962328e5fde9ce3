import { DevgenError } from '../../core/contract/errors.ts';
import { findTangoHost, parseTangoHost } from '../client/address/tango-host.ts';
import { TangoEnvironment, type Variables } from '../client/address/tango-environment.ts';

/** What a connector stands for: a database, or one server that runs without. */
export interface Authority {
  /** `host:port`, of several addresses of a database the first. */
  readonly name: string;
  /** As the client takes it. */
  readonly tangoHost: string;
  readonly dbase: boolean;
}

/**
 * `host:port`, `tango://host:port`, several with commas between, or `tango://host:port#dbase=no`; `env` is what
 * TANGO_HOST says. Throws `ADDRESS.UNKNOWN`.
 */
export function parseAuthority(address: string, variables?: Variables): Authority {
  const [text = '', modifier] = address.split('#', 2);
  const host = text === 'env' ? findTangoHost(undefined, new TangoEnvironment(variables)) : parseTangoHost(text);
  if (host === undefined) {
    throw new DevgenError('no Tango database is named in the environment', {
      code: 'ADDRESS.UNKNOWN',
      expected: 'TANGO_HOST in the environment, in ~/.tangorc or in /etc/tangorc',
      hint: 'for example TANGO_HOST=db.example.org:10000',
    });
  }
  const [first] = host.addresses;
  return { name: `${first.host}:${first.port}`, tangoHost: host.text, dbase: modifier !== 'dbase=no' };
}

/** The full address of a device of this authority; a full address stays what it is. */
export function deviceAddress(authority: Authority, address: string): string {
  if (/^tango:\/\//i.test(address)) return address;
  const name = address.replace(/^tango:/i, '');
  // An address with a host and port in it, without a scheme.
  if (/^[^/#]*:\d+\//.test(name)) return `tango://${name}`;
  return `tango://${authority.name}/${name}${authority.dbase || name.includes('#') ? '' : '#dbase=no'}`;
}

/** Whether a device address belongs to this authority: `maybe` where the text names none. */
export function claims(authority: Authority, address: string): 'yes' | 'maybe' | 'no' {
  const scheme = /^tango:/i.test(address);
  if (!scheme && /^[a-z][a-z0-9+.-]*:\/\//i.test(address)) return 'no';
  const [, host] = /^(?:tango:)?\/*([^/#]*:\d+)\//i.exec(address) ?? [];
  if (host === undefined) return scheme ? 'yes' : 'maybe';
  const known = authority.tangoHost.split(',').includes(host.toLowerCase());
  if (/#dbase=no$/i.test(address)) return known && !authority.dbase ? 'yes' : 'maybe';
  return known && authority.dbase ? 'yes' : 'no';
}
