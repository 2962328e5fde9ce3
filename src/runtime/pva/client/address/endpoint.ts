import { DevgenError } from '../../../core/contract/errors.ts';

/** Where a server listens. */
export interface Endpoint {
  /** A name or an address; IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
}

/** `host:port`, IPv6 in brackets. */
export function endpointText({ host, port }: Endpoint): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** `host`, `host:port`, `[ipv6]` or `[ipv6]:port`; undefined for everything else. */
export function parseEndpoint(text: string, defaultPort: number): Endpoint | undefined {
  const match = /^(?:\[(?<v6>[0-9a-fA-F:.]+(?:%[\w.]+)?)\]|(?<host>[^\s:/@,[\]]+))(?::(?<port>\d{1,5}))?$/.exec(text);
  const host = match?.groups?.['v6'] ?? match?.groups?.['host'];
  const port = Number(match?.groups?.['port'] ?? defaultPort);
  if (host === undefined || port < 1 || port > 65_535) return undefined;
  return { host: host.toLowerCase(), port };
}

/** The endpoint; `ADDRESS.UNKNOWN` for what is none. */
export function requireEndpoint(text: string, defaultPort: number): Endpoint {
  const endpoint = parseEndpoint(text, defaultPort);
  if (endpoint !== undefined) return endpoint;
  throw new DevgenError(`"${text}" is not the address of a PV Access server`, {
    code: 'ADDRESS.UNKNOWN',
    expected: 'host:port',
    actual: text,
    hint: 'for example ioc.example.org:5075',
  });
}
