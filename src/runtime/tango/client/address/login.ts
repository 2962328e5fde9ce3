import { networkInterfaces, userInfo } from 'node:os';

/** Who asks for access, from where. */
export interface Login {
  /** Lower case; undefined when the system does not tell, and then nobody may write. */
  readonly user: string | undefined;
  /** IPv4 addresses of this host, without the loopback unless it is all there is. */
  readonly addresses: readonly [string, ...string[]];
}

/** The effective user of this process, unless one is given, and the addresses of this host. */
export function loginOf(user?: string): Login {
  return { user: (user ?? effectiveUser())?.toLowerCase(), addresses: hostAddresses() };
}

function effectiveUser(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    // A user id without a name, as in some containers.
    return undefined;
  }
}

function hostAddresses(): readonly [string, ...string[]] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const [first, ...others] = all.filter(({ family, address }) => family === 'IPv4' && !address.startsWith('127.'));
  return first === undefined ? ['127.0.0.1'] : [first.address, ...others.map(({ address }) => address)];
}
