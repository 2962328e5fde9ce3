/** Where a server listens. */
export interface Endpoint {
  /** A name or an address; IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
}

/** Whether a host is an IPv6 address; a name has no colon. Node's own way costs milliseconds for the first one. */
export function isV6(host: string): boolean {
  return host.includes(':');
}

/** Whether a host is an address, and no name that has one. */
export function isAddress(host: string): boolean {
  return isV6(host) || /^\d+\.\d+\.\d+\.\d+$/.test(host);
}

/** `host:port`, IPv6 in brackets. */
export function endpointText({ host, port }: Endpoint): string {
  return isV6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}

/** `host`, `host:port`, `[ipv6]` or `[ipv6]:port`; undefined for everything else. */
export function parseEndpoint(text: string, defaultPort: number): Endpoint | undefined {
  const match = /^(?:\[(?<v6>[0-9a-fA-F:.]+(?:%[\w.]+)?)\]|(?<host>[^\s:/@,[\]]+))(?::(?<port>\d{1,5}))?$/.exec(text);
  const host = match?.groups?.['v6'] ?? match?.groups?.['host'];
  const port = Number(match?.groups?.['port'] ?? defaultPort);
  if (host === undefined || port < 1 || port > 65_535) return undefined;
  return { host: host.toLowerCase(), port };
}
