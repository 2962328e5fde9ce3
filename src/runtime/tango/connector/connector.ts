import { timerPeriod } from '../../core/support/timer.ts';
import { openPolled } from '../../core/polled/polled-link.ts';
import type { Registry } from '../../core/contract/registry.ts';
import type { Connector, Io, Link } from '../../core/contract/seam.ts';
import type { DeviceSpec } from '../../core/contract/spec.ts';
import { foldCase, type Registered, withRegistry } from '../../core/registry/registered.ts';
import { TangoClient, type TangoClientOptions } from '../client/tango-client.ts';
import { type Authority, claims, deviceAddress, parseAuthority } from './address.ts';
import { TangoSession } from './session.ts';
import { wireKey } from './wire-key.ts';

export interface TangoOptions extends Omit<TangoClientOptions, 'tangoHost'> {
  /** Milliseconds between polls of what is observed, for observers that name no period; 200 by default. */
  readonly period?: number;
  /** Milliseconds of silence after which a device is asked whether it is still there; 30 000 by default, `Infinity` never. */
  readonly heartbeat?: number;
}

/**
 * A Tango database as a connector: `tango('db:10000')`, `tango('tango://db:10000')`, several addresses of one database
 * with commas between, or `tango('env')` for what TANGO_HOST says. `tango('tango://host:port#dbase=no')` is a server
 * without a database. Throws `ADDRESS.UNKNOWN`, and `VALUE.TYPE` for a `period` or `heartbeat` that is none.
 *
 * Values come from the server's cache where the server polls (Tango's `CACHE_DEV`), and from the device itself after an
 * own write until that cache was filled again. What is observed is polled, all of a device in one call.
 *
 * With the `registry` of a generated package it also makes the devices that the package knows, by name.
 */
export function tango<Devices>(
  address: string,
  options: TangoOptions & { readonly registry: Registry<Devices> },
): Connector & Registered<Devices>;
export function tango(address: string, options?: TangoOptions): Connector;
export function tango(address: string, options: TangoOptions & { readonly registry?: Registry } = {}): Connector {
  const authority = parseAuthority(address, options.environment);
  const connector = new TangoConnector(authority, options);
  const { registry } = options;
  if (registry === undefined) return connector;
  return withRegistry(connector, registry, { fold: foldCase, address: (name) => deviceAddress(authority, name) });
}

class TangoConnector implements Connector {
  readonly scheme = 'tango';
  readonly authority: string;
  readonly #authority: Authority;
  readonly #client: TangoClient;
  readonly #period: number;
  readonly #heartbeat: number;
  readonly #links = new Set<Link>();

  constructor(authority: Authority, options: TangoOptions) {
    this.authority = authority.name;
    this.#authority = authority;
    const { period = 200, heartbeat = 30_000 } = options;
    this.#period = timerPeriod(period);
    this.#heartbeat = timerPeriod(heartbeat, 'heartbeat');
    this.#client = new TangoClient({ ...options, tangoHost: authority.tangoHost });
  }

  claims(address: string): 'yes' | 'maybe' | 'no' {
    return claims(this.#authority, address);
  }

  key(source: string, kind: 'signal' | 'command' | 'block'): string {
    return wireKey(source, kind);
  }

  async open(address: string, _wanted: DeviceSpec | undefined, io: Io): Promise<Link> {
    const proxy = this.#client.device(deviceAddress(this.#authority, address));
    const [source = '', modifier] = proxy.address.split('#', 2);
    const options = {
      source: proxy.address,
      address: (member: string): string => `${source}/${member}${modifier === undefined ? '' : `#${modifier}`}`,
      heartbeat: this.#heartbeat,
    };
    const open = (within: Io): Promise<TangoSession> => TangoSession.open(proxy, options, within);
    const link = await openPolled(open, io, {
      source: proxy.address,
      period: this.#period,
      address: ({ member }) => options.address(member.source),
      key: wireKey,
    });
    this.#links.add(link);
    link.onState(({ state }) => {
      if (state === 'closed') this.#links.delete(link);
    });
    return link;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#links].map((link) => link.close()));
    await this.#client.close();
  }
}
