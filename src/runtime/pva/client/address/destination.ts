import { DevgenError } from '../../../core/contract/errors.ts';
import { type Endpoint, endpointText, isV6, parseEndpoint } from './endpoint.ts';

/** Where searches are sent to by UDP: a server, a whole network, or a multicast group. */
export interface Destination extends Endpoint {
  /** Of multicast packets. */
  readonly ttl?: number;
  /** By which interface multicast packets leave: its address. */
  readonly interface?: string;
}

/** One entry of `EPICS_PVA_ADDR_LIST`: `host[:port][,ttl][@interface]`; `ADDRESS.UNKNOWN` for everything else. */
export function parseDestination(text: string, defaultPort: number): Destination {
  const match = /^(?<endpoint>[^,@]+)(?:,(?<ttl>\d{1,3}))?(?:@(?<interface>[^,@\s]+))?$/.exec(text);
  const endpoint = match === null ? undefined : parseEndpoint(match.groups!['endpoint']!, defaultPort);
  const ttl = Number(match?.groups?.['ttl'] ?? 1);
  if (endpoint === undefined || ttl > 255) throw malformed(text);
  const name = match?.groups?.['interface'];
  return {
    ...endpoint,
    ...(match?.groups?.['ttl'] === undefined ? {} : { ttl }),
    ...(name === undefined ? {} : { interface: name }),
  };
}

export function destinationText(destination: Destination): string {
  const { ttl, interface: name } = destination;
  return `${endpointText(destination)}${ttl === undefined ? '' : `,${ttl}`}${name === undefined ? '' : `@${name}`}`;
}

/** Whether a packet to it goes to one host alone. */
export function isUnicast({ host }: Endpoint, broadcasts: ReadonlySet<string>): boolean {
  return !isMulticast(host) && !host.endsWith('.255') && !broadcasts.has(host);
}

export function isMulticast(host: string): boolean {
  if (isV6(host)) return /^ff/i.test(host);
  const first = /^(\d+)\.\d+\.\d+\.\d+$/.exec(host)?.[1];
  return first !== undefined && Number(first) >= 224 && Number(first) <= 239;
}

function malformed(text: string): DevgenError {
  return new DevgenError(`"${text}" is not where searches can be sent to`, {
    code: 'ADDRESS.UNKNOWN',
    expected: 'host[:port][,ttl][@interface]',
    actual: text,
    hint: 'for example EPICS_PVA_ADDR_LIST="10.1.255.255 ioc7:5076 [fe80::1]:5076 224.0.1.99,2@10.1.1.5"',
  });
}
