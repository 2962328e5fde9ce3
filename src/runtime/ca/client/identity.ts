import { hostname, userInfo } from 'node:os';

/** Who asks, as access security wants to know it. */
export interface Identity {
  readonly user: string;
  readonly host: string;
}

/** The user of this process, on this host. */
export function ownIdentity(user: string = userName()): Identity {
  return { user, host: hostname() };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a user that it has no entry for.
    return 'nobody';
  }
}
