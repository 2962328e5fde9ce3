/** What Node tells of an address of this host. */
export interface NetworkAddress {
  readonly address: string;
  readonly netmask: string;
  readonly family: string;
  readonly internal: boolean;
}

/** The broadcast addresses of the networks that this host is on, the loopback left out; of those named, if any are. */
export function broadcastAddresses(
  only: readonly string[],
  interfaces: Readonly<Record<string, readonly NetworkAddress[] | undefined>>,
): readonly string[] {
  const found = new Set<string>();
  for (const info of Object.values(interfaces).flatMap((each) => each ?? [])) {
    const isWanted = only.length === 0 || only.includes('0.0.0.0') || only.includes(info.address);
    if (info.family === 'IPv4' && !info.internal && isWanted) found.add(broadcastOf(info));
  }
  return [...found];
}

function broadcastOf({ address, netmask }: NetworkAddress): string {
  const mask = netmask.split('.').map(Number);
  return address
    .split('.')
    .map((byte, index) => Number(byte) | (~mask[index]! & 0xff))
    .join('.');
}
