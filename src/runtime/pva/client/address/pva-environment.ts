import { isYes, numberOf, type Variables, wordsOf } from '../../../core/support/variables.ts';
import { type Destination, isMulticast, isUnicast, parseDestination } from './destination.ts';
import { type Endpoint, requireEndpoint } from './endpoint.ts';
import { withInterface } from './multicast-interface.ts';
import { isIPv4 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { broadcastAddresses } from '../../../core/support/broadcast.ts';

export type { Variables };

/** What is found in the environment, with the defaults of pvxs. Times in milliseconds. */
export interface PvaEnvironment {
  /** Where searches go. */
  readonly destinations: readonly Destination[];
  /** Those of {@link destinations} that are whole networks. */
  readonly broadcasts: ReadonlySet<string>;
  /** Servers that are asked by TCP. */
  readonly nameServers: readonly Endpoint[];
  readonly serverPort: number;
  readonly broadcastPort: number;
  /** A server that is silent for so long is taken for lost. */
  readonly silence: number;
}

const SERVER_PORT = 5075;
const BROADCAST_PORT = 5076;
/** Seconds, and what EPICS makes of them: a server must be silent for longer than the pause between two echoes. */
const CONNECTION_TIMEOUT = 30;
const LEAST_TIMEOUT = 2;
const SILENCE = 4 / 3;

/** Reads `EPICS_PVA_*`; `ADDRESS.UNKNOWN` or `VALUE.TYPE`, naming the variable, for what makes no sense. */
export function readEnvironment(variables: Variables = process.env): PvaEnvironment {
  const serverPort = numberOf(variables, 'EPICS_PVA_SERVER_PORT', SERVER_PORT, 65_535);
  const broadcastPort = numberOf(variables, 'EPICS_PVA_BROADCAST_PORT', BROADCAST_PORT, 65_535);
  const timeout = numberOf(variables, 'EPICS_PVA_CONN_TMO', CONNECTION_TIMEOUT, 86_400);
  const interfaces = networkInterfaces();
  const listed = wordsOf(variables, 'EPICS_PVA_ADDR_LIST').map((word) =>
    withInterface(parseDestination(word, broadcastPort), interfaces),
  );
  const networks = isYes(variables, 'EPICS_PVA_AUTO_ADDR_LIST')
    ? broadcastAddresses(wordsOf(variables, 'EPICS_PVA_INTF_ADDR_LIST'), interfaces)
    : [];
  const automatic = networks.map((host): Destination => ({ host, port: broadcastPort }));
  return {
    destinations: [...listed, ...automatic],
    broadcasts: new Set(networks),
    nameServers: wordsOf(variables, 'EPICS_PVA_NAME_SERVERS').map((word) => requireEndpoint(word, serverPort)),
    serverPort,
    broadcastPort,
    silence: Math.max(LEAST_TIMEOUT, timeout) * SILENCE * 1000,
  };
}

/** Networks of this host that are searched: servers announce themselves there. */
export function beaconAddresses({ destinations, broadcasts, broadcastPort }: PvaEnvironment): readonly string[] {
  const networks = destinations.filter(
    (each) => isIPv4(each.host) && !isMulticast(each.host) && !isUnicast(each, broadcasts),
  );
  return [...new Set(networks.filter(({ port }) => port === broadcastPort).map(({ host }) => host))];
}
