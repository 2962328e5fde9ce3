import type { DevgenError } from '../../../core/contract/errors.ts';
import type { Io } from '../../../core/contract/seam.ts';
import type { PvDataReader } from '../../codec/wire/reader.ts';
import { Call, type Wish, type WishCarrier } from '../../../core/support/call.ts';
import type { CallError } from '../call/call-error.ts';
import {
  abortedError,
  closedCallError,
  notFoundError,
  silentServerError,
  timeoutError,
  unreachedError,
} from '../call/failures.ts';
import type { Channel } from '../channel/channel.ts';
import type { ChannelUser } from '../../../core/support/channel-users.ts';
import { Session, type SessionUser } from './session.ts';

/** Something that is asked of a channel, over whatever connections it has in the course of time. */
export abstract class Operation implements ChannelUser, SessionUser, WishCarrier {
  protected readonly channel: Channel;
  /** As the server has it now. */
  protected session: Session | undefined;
  readonly #command: number;

  constructor(channel: Channel, command: number) {
    this.channel = channel;
    this.#command = command;
  }

  abstract connected(): void;
  abstract lost(why: CallError): void;
  abstract reply(reader: PvDataReader, session: Session): void;
  abstract withdrawn(wish: Wish): void;

  failure(wish: Wish, aborted?: unknown): DevgenError {
    const { source, server, why, isConnected, isDialled } = this.channel;
    if (aborted !== undefined) return abortedError(wish, source, aborted);
    if (isConnected) return timeoutError(wish, source, server);
    if (why !== undefined) return unreachedError(wish, source, why);
    return isDialled ? silentServerError(wish, source, server) : notFoundError(wish, source, this.channel.host.asked);
  }

  /** Makes a call that `take` keeps until it is settled. */
  protected call<R>(what: string, io: Io, take: (wish: Wish) => void): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      const call = new Call(what, io, this.channel.host.calls, this, resolve, reject);
      if (this.channel.isClosed) reject(closedCallError(call, this.channel.source));
      else if (call.begin()) take(call);
    });
  }

  /** Begins on the wire. */
  protected newSession(): Session {
    this.session = new Session(this.channel, this.#command, this);
    return this.session;
  }

  /** Gives up what is on the wire, while the server may still answer. */
  protected retire(): void {
    this.session?.retire();
    this.session = undefined;
  }
}
