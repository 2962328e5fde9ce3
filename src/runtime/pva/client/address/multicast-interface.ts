import type { NetworkInterfaceInfo } from 'node:os';
import { DevgenError } from '../../../core/contract/errors.ts';
import { type Destination, destinationText, isMulticast } from './destination.ts';
import { isV6 } from './endpoint.ts';

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/**
 * The destination with its interface as the kernel wants it: an address for IPv4, `::%name` for IPv6. It may be named by
 * its name or by an address of it; `ADDRESS.UNKNOWN` where this host has none such.
 */
export function withInterface(destination: Destination, interfaces: Interfaces): Destination {
  const { host, interface: wanted } = destination;
  if (wanted === undefined || !isMulticast(host)) return destination;
  const bare = wanted.replace(/^\[(.*)\]$/, '$1');
  for (const [name, addresses = []] of Object.entries(interfaces)) {
    if (name !== bare && !addresses.some(({ address }) => address === bare)) continue;
    if (isV6(host)) return { ...destination, interface: `::%${name}` };
    const own = addresses.filter(({ family }) => family === 'IPv4').map(({ address }) => address);
    const address = own.includes(bare) ? bare : own[0];
    if (address !== undefined) return { ...destination, interface: address };
  }
  throw new DevgenError(`${destinationText(destination)}: this host has no interface "${wanted}" for it`, {
    code: 'ADDRESS.UNKNOWN',
    expected: 'the name of an interface, or an address of one',
    actual: wanted,
    hint: `correct EPICS_PVA_ADDR_LIST; the interfaces are ${Object.keys(interfaces).join(', ')}`,
  });
}
