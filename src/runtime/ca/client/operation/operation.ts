import type { DevgenError } from '../../../core/contract/errors.ts';
import type { Io } from '../../../core/contract/seam.ts';
import { Call, type Wish, type WishCarrier } from '../../../core/support/call.ts';
import type { CallError } from '../call/call-error.ts';
import { abortedError, closedCallError, notFoundError, timeoutError, unreachedError } from '../call/failures.ts';
import type { Channel } from '../channel/channel.ts';
import type { ChannelUser } from '../../../core/support/channel-users.ts';

/** Something that is asked of a channel, over whatever connections it has in the course of time. */
export abstract class Operation implements ChannelUser, WishCarrier {
  protected readonly channel: Channel;

  constructor(channel: Channel) {
    this.channel = channel;
  }

  abstract connected(): void;
  abstract lost(why: CallError): void;
  abstract withdrawn(wish: Wish): void;

  failure(wish: Wish, aborted?: unknown): DevgenError {
    const { source, server, why, isConnected } = this.channel;
    if (aborted !== undefined) return abortedError(wish, source, aborted);
    if (isConnected) return timeoutError(wish, source, server);
    return why === undefined ? notFoundError(wish, source, this.channel.host.asked) : unreachedError(wish, source, why);
  }

  /** Makes a call that `take` keeps until it is settled. */
  protected call<R>(what: string, io: Io, take: (wish: Wish) => void): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      const call = new Call(what, io, this.channel.host.calls, this, resolve, reject);
      if (this.channel.isClosed) reject(closedCallError(call, this.channel.source));
      else if (call.begin()) take(call);
    });
  }
}
