import { hostname, userInfo } from 'node:os';
import { caCredentials, type ValidationReply, type ValidationRequest } from '../codec/message/validation.ts';

/** What other clients say; no server minds. */
const BUFFER_SIZE = 0x1_0000;
const REGISTRY_SIZE = 0x7fff;

/** Who asks, as access security wants to know it. */
export interface Identity {
  readonly user: string;
  readonly host: string;
}

/** The user of this process, on this host. */
export function ownIdentity(user: string = userName()): Identity {
  return { user, host: hostname() };
}

/** The answer to the server's question: by the last of its methods that is known here, as they are listed in that order. */
export function introduce({ methods }: ValidationRequest, { user, host }: Identity): ValidationReply {
  const method = methods.findLast((each) => each === 'ca' || each === 'anonymous') ?? 'anonymous';
  return {
    bufferSize: BUFFER_SIZE,
    registrySize: REGISTRY_SIZE,
    qos: 0,
    method,
    credentials: method === 'ca' ? caCredentials(user, host) : null,
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a user that it has no entry for.
    return 'nobody';
  }
}
