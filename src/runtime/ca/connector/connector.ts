import type { Registry } from '../../core/contract/registry.ts';
import type { Connector } from '../../core/contract/seam.ts';
import type { ValueSpec } from '../../core/contract/spec.ts';
import { pushedConnector } from '../../core/pushed/pushed-connector.ts';
import { SharedChannels } from '../../core/pushed/shared-channels.ts';
import { type Registered, withRegistry } from '../../core/registry/registered.ts';
import { endpointText } from '../../core/support/endpoint.ts';
import type { Variables } from '../../core/support/variables.ts';
import { type CaEnvironment, readEnvironment } from '../client/address/ca-environment.ts';
import { CaClient } from '../client/ca-client.ts';
import type { CaClientOptions } from '../client/context-options.ts';
import { CaPort } from './ca-port.ts';

/** As those of a {@link CaClient}. */
export type CaOptions = CaClientOptions;

/**
 * Channel Access as a connector: `ca()` searches where the `EPICS_CA_*` variables say, `ca('10.0.0.255 10.1.0.7:5066')` at
 * these addresses and nowhere else. A device's address is what its PVs' names begin with: `BL01:M1`, `ca://BL01:M1`.
 * Throws `ADDRESS.UNKNOWN` or `VALUE.TYPE` for addresses that make no sense.
 *
 * With the `registry` of a generated package it also makes the devices that the package knows, by name.
 */
export function ca<Devices>(
  address: string | undefined,
  options: CaOptions & { readonly registry: Registry<Devices> },
): Connector & Registered<Devices>;
export function ca(address?: string, options?: CaOptions): Connector;
export function ca(address?: string, options: CaOptions & { readonly registry?: Registry } = {}): Connector {
  const environment = searchEnvironment(address, options.environment);
  const client = new CaClient(environment === undefined ? options : { ...options, environment });
  const channels = new SharedChannels((name) => client.channel(name));
  const connector = pushedConnector({
    scheme: 'ca',
    world: 'epics',
    authority: authorityOf(readEnvironment(environment)),
    openPort: (name, wanted, handler) => new CaPort(channels, name, wanted, handler),
    portKey,
    close: () => client.close(),
  });
  const { registry } = options;
  if (registry === undefined) return connector;
  return withRegistry(connector, registry, { fold: (name) => name, address: (name) => name });
}

/** What a class wants decides how the wire's types are read. */
function portKey(name: string, wanted: ValueSpec | undefined): string {
  return `${name}\n${wanted?.type ?? ''}`;
}

/** The environment of a connector that searches at these addresses alone; as it is, where none are given. */
function searchEnvironment(address: string | undefined, variables: Variables | undefined): Variables | undefined {
  if (address === undefined) return variables;
  return {
    ...(variables ?? process.env),
    EPICS_CA_ADDR_LIST: address.replace(/^ca:\/\//i, ''),
    EPICS_CA_AUTO_ADDR_LIST: 'NO',
    EPICS_CA_NAME_SERVERS: '',
  };
}

/** Where a connector searches, for addresses and messages: `10.0.0.255:5064`. */
function authorityOf({ destinations, nameServers }: CaEnvironment): string {
  return [...destinations, ...nameServers].map(endpointText).join('+') || 'nowhere';
}
