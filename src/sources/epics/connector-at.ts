import type { Connector } from '@devgen/runtime';
import type { EpicsAddress } from './source-address.ts';
import { caServerOnly, nameServerOnly } from './wire/one-server.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The connector of the devices at an address. */
export async function connectorAt({ scheme, server }: EpicsAddress, environment: Environment): Promise<Connector> {
  if (scheme === 'ca') {
    const { ca } = await import('@devgen/runtime/ca');
    return ca(undefined, { environment: server === undefined ? environment : caServerOnly(server, environment) });
  }
  const { pva } = await import('@devgen/runtime/pva');
  return pva(undefined, { environment: server === undefined ? environment : nameServerOnly(server, environment) });
}
