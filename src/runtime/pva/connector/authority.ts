import { destinationText } from '../client/address/destination.ts';
import { endpointText } from '../client/address/endpoint.ts';
import type { PvaEnvironment, Variables } from '../client/address/pva-environment.ts';

/** The environment of a connector that searches at these addresses alone; as it is, where none are given. */
export function searchEnvironment(
  address: string | undefined,
  variables: Variables | undefined,
): Variables | undefined {
  if (address === undefined) return variables;
  return {
    ...(variables ?? process.env),
    EPICS_PVA_ADDR_LIST: address.replace(/^pva:\/\//i, ''),
    EPICS_PVA_AUTO_ADDR_LIST: 'NO',
    EPICS_PVA_NAME_SERVERS: '',
  };
}

/** Where a connector searches, for addresses and messages: `10.0.0.255:5076`. */
export function authorityOf({ destinations, nameServers }: PvaEnvironment): string {
  return [...destinations.map(destinationText), ...nameServers.map(endpointText)].join('+') || 'nowhere';
}
