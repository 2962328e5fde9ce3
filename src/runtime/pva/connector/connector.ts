import type { Registry } from '../../core/contract/registry.ts';
import type { Connector } from '../../core/contract/seam.ts';
import { pushedConnector } from '../../core/pushed/pushed-connector.ts';
import type { Port, PortHandler } from '../../core/pushed/port.ts';
import { SharedChannels } from '../../core/pushed/shared-channels.ts';
import { type Registered, withRegistry } from '../../core/registry/registered.ts';
import { readEnvironment } from '../client/address/pva-environment.ts';
import type { PvaClientOptions } from '../client/context-options.ts';
import { PvaClient } from '../client/pva-client.ts';
import { authorityOf, searchEnvironment } from './authority.ts';
import { discoverPvi } from './discover.ts';
import { formOf } from './form.ts';
import { FormedPort } from './formed-port.ts';
import { PvaPort } from './pva-port.ts';

/** As those of a {@link PvaClient}. */
export type PvaOptions = PvaClientOptions;

/**
 * PV Access as a connector: `pva()` searches where the `EPICS_PVA_*` variables say, `pva('10.0.0.255 10.1.0.7:5076')` at
 * these addresses and nowhere else. A device's address is what its PVs' names begin with: `BL01:M1`, `pva://BL01:M1`.
 * Throws `ADDRESS.UNKNOWN` or `VALUE.TYPE` for addresses that make no sense.
 *
 * With the `registry` of a generated package it also makes the devices that the package knows, by name.
 */
export function pva<Devices>(
  address: string | undefined,
  options: PvaOptions & { readonly registry: Registry<Devices> },
): Connector & Registered<Devices>;
export function pva(address?: string, options?: PvaOptions): Connector;
export function pva(address?: string, options: PvaOptions & { readonly registry?: Registry } = {}): Connector {
  const environment = searchEnvironment(address, options.environment);
  const client = new PvaClient(environment === undefined ? options : { ...options, environment });
  const channels = new SharedChannels((name) => client.channel(name));
  const connector = pushedConnector({
    scheme: 'pva',
    world: 'epics',
    authority: authorityOf(readEnvironment(environment)),
    openPort: (name, wanted, handler) => {
      const open = (on: PortHandler): Port => new PvaPort(channels, name, on);
      const form = formOf(wanted);
      return form === undefined ? open(handler) : new FormedPort(handler, form, open);
    },
    portKey: (name, wanted) => (formOf(wanted) === undefined ? name : `${name}\n${wanted?.type}`),
    discover: (device, io) => discoverPvi(client, device, io),
    close: () => client.close(),
  });
  const { registry } = options;
  if (registry === undefined) return connector;
  return withRegistry(connector, registry, { fold: (name) => name, address: (name) => name });
}
