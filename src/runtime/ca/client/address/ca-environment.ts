import { networkInterfaces } from 'node:os';
import { DevgenError } from '../../../core/contract/errors.ts';
import { broadcastAddresses } from '../../../core/support/broadcast.ts';
import { type Endpoint, isV6, parseEndpoint } from '../../../core/support/endpoint.ts';
import { isYes, numberOf, type Variables, wordsOf } from '../../../core/support/variables.ts';

/** What is found in the environment, with the defaults of EPICS. Times in milliseconds. */
export interface CaEnvironment {
  /** Where searches go by UDP: servers, or whole networks. */
  readonly destinations: readonly Endpoint[];
  /** Servers that are asked by TCP. */
  readonly nameServers: readonly Endpoint[];
  readonly serverPort: number;
  /** Where the repeater of this host is, if there is one. */
  readonly repeaterPort: number;
  /** A server that is silent for so long is asked whether it is there. */
  readonly silence: number;
  /** Bytes of the largest payload; undefined where any size is welcome. */
  readonly maxArrayBytes: number | undefined;
}

const SERVER_PORT = 5064;
const REPEATER_PORT = 5065;
/** Seconds. */
const CONNECTION_TIMEOUT = 30;
const MAX_ARRAY_BYTES = 16_384;
/** What comes before the elements in the form with the most of it. */
const FORM_SIZE = 512;

/** Reads `EPICS_CA_*`; `ADDRESS.UNKNOWN` or `VALUE.TYPE`, naming the variable, for what makes no sense. */
export function readEnvironment(variables: Variables = process.env): CaEnvironment {
  const serverPort = numberOf(variables, 'EPICS_CA_SERVER_PORT', SERVER_PORT, 65_535);
  const endpoints = (name: string): readonly Endpoint[] =>
    wordsOf(variables, name).map((word) => requireEndpoint(word, serverPort));
  const automatic = isYes(variables, 'EPICS_CA_AUTO_ADDR_LIST') ? broadcastAddresses([], networkInterfaces()) : [];
  const largest = numberOf(variables, 'EPICS_CA_MAX_ARRAY_BYTES', MAX_ARRAY_BYTES, 2 ** 31);
  return {
    destinations: [...endpoints('EPICS_CA_ADDR_LIST'), ...automatic.map((host) => ({ host, port: serverPort }))],
    nameServers: endpoints('EPICS_CA_NAME_SERVERS'),
    serverPort,
    repeaterPort: numberOf(variables, 'EPICS_CA_REPEATER_PORT', REPEATER_PORT, 65_535),
    silence: numberOf(variables, 'EPICS_CA_CONN_TMO', CONNECTION_TIMEOUT, 86_400) * 1000,
    // As in EPICS 7: the limit counts only for who says that it does.
    maxArrayBytes: isYes(variables, 'EPICS_CA_AUTO_ARRAY_BYTES')
      ? undefined
      : Math.max(MAX_ARRAY_BYTES, largest) + FORM_SIZE,
  };
}

/** The endpoint; `ADDRESS.UNKNOWN` for what is none. */
export function requireEndpoint(text: string, defaultPort: number): Endpoint {
  const endpoint = parseEndpoint(text, defaultPort);
  if (endpoint !== undefined && !isV6(endpoint.host)) return endpoint;
  const isSix = endpoint !== undefined;
  throw new DevgenError(
    isSix
      ? `"${text}" is an IPv6 address, and Channel Access knows IPv4 only`
      : `"${text}" is not the address of a Channel Access server`,
    {
      code: 'ADDRESS.UNKNOWN',
      expected: 'host:port',
      actual: text,
      hint: isSix
        ? "name the server's IPv4 address, or ask it over PV Access, which knows both"
        : 'for example ioc.example.org:5064',
    },
  );
}
