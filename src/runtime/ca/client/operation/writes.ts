import { DevgenError } from '../../../core/contract/errors.ts';
import type { Io } from '../../../core/contract/seam.ts';
import type { Wish } from '../../../core/support/call.ts';
import { Command } from '../../codec/message/command.ts';
import type { Message } from '../../codec/message/message.ts';
import type { ServerError } from '../../codec/message/server-error.ts';
import { Status } from '../../codec/message/status.ts';
import type { CaType, CaValue } from '../../codec/value/ca-data.ts';
import { dbrType } from '../../codec/value/dbr.ts';
import { writeDbr } from '../../codec/value/dbr-writer.ts';
import { fitValue } from '../../codec/value/fit.ts';
import type { CallError } from '../call/call-error.ts';
import { accessError, closedCallError, lostCallError, remoteError } from '../call/failures.ts';
import type { Channel } from '../channel/channel.ts';
import type { ChannelInfo } from '../channel/channel-state.ts';
import type { Circuit } from '../transport/circuit.ts';
import type { CircuitRequest } from '../transport/circuit-party.ts';
import { keep } from './keep.ts';
import { Operation } from './operation.ts';

export interface PutOptions {
  /** Done when the record has processed, instead of when the value has been sent. */
  readonly wait?: boolean;
  /** The type of the elements that are sent; by default the channel's own, and `string` for a text to an enumeration. */
  readonly as?: CaType;
}

/** One put, from the moment it was asked for until it is settled. */
class Write implements CircuitRequest {
  readonly wish: Wish;
  readonly value: unknown;
  readonly options: PutOptions;
  id: number | undefined;
  /** Its caller waits no more. */
  isGivenUp = false;
  readonly #writes: Writes;

  constructor(writes: Writes, wish: Wish, value: unknown, options: PutOptions) {
    this.#writes = writes;
    this.wish = wish;
    this.value = value;
    this.options = options;
  }

  reply(message: Message): void {
    this.#writes.done(this, message.p1);
  }

  refused({ status, text }: ServerError): void {
    this.#writes.done(this, status, text);
  }
}

/**
 * The puts of one channel, in the order in which they were asked for. An IOC that is sent a second put with completion of
 * one channel stops reading from all of the connection until the first is done: the next one waits here. A put that the
 * server may have got is never sent again.
 */
export class Writes extends Operation {
  readonly #queue = new Map<Wish, Write>();
  #awaited: Write | undefined;

  constructor(channel: Channel) {
    super(channel);
    channel.addUser(this);
  }

  put(value: unknown, options: PutOptions, io: Io): Promise<void> {
    return this.call('put', io, (wish) => {
      const isBlocked = this.#awaited !== undefined && options.wait === true;
      const leavesAtOnce = this.channel.isConnected && !isBlocked && this.#queue.size === 0;
      this.#queue.set(wish, new Write(this, wish, leavesAtOnce ? value : keep(value), options));
      this.channel.want();
      this.#proceed();
    });
  }

  connected(): void {
    this.#proceed();
  }

  lost(why: CallError): void {
    const { source } = this.channel;
    const isClosed = why.code === 'LINK.CLOSED';
    const awaited = this.#awaited;
    this.#awaited = undefined;
    if (awaited?.isGivenUp === false) {
      const { wish } = awaited;
      this.#settle(wish, isClosed ? closedCallError(wish, source) : lostCallError(wish, source, why));
    }
    if (!isClosed) return;
    for (const wish of this.#queue.keys()) this.#settle(wish, closedCallError(wish, source));
  }

  withdrawn(wish: Wish): void {
    // What the server does cannot be called back: its answer decides when the next one may be sent.
    if (this.#awaited?.wish === wish) this.#awaited.isGivenUp = true;
    this.#queue.delete(wish);
    this.channel.unwant();
    this.#proceed();
  }

  done(write: Write, status: number, text?: string): void {
    if (write.id !== undefined) this.channel.circuit?.forget(write.id);
    if (write !== this.#awaited) return;
    this.#awaited = undefined;
    const { source, server } = this.channel;
    const error = status === Status.normal ? undefined : remoteError('put', source, server, status, text);
    if (!write.isGivenUp) this.#settle(write.wish, error);
    this.#proceed();
  }

  #proceed(): void {
    for (const write of this.#queue.values()) {
      const { circuit, info } = this.channel;
      const isBlocked = this.#awaited !== undefined && write.options.wait === true;
      if (isBlocked || circuit === undefined || info === undefined) return;
      this.#queue.delete(write.wish);
      try {
        this.#send(write, circuit, info);
      } catch (error) {
        this.#settle(write.wish, aboutChannel(error, this.channel.source));
      }
    }
  }

  #send(write: Write, circuit: Circuit, info: ChannelInfo): void {
    const { channel } = this;
    if (!info.access.write) throw accessError('write', channel.source, channel.server);
    const { value, type } = fitted(write, info);
    write.wish.isSent = true;
    if (write.options.wait === true) {
      write.id = circuit.register(write);
      this.#awaited = write;
      writeDbr(circuit.writer, { command: Command.writeNotify, type, p1: channel.sid, p2: write.id }, { value });
    } else {
      // By its number a complaint of the server finds the channel.
      writeDbr(circuit.writer, { command: Command.write, type, p1: channel.sid, p2: channel.cid }, { value });
      this.#settle(write.wish);
    }
  }

  #settle(wish: Wish, error?: unknown): void {
    this.#queue.delete(wish);
    this.channel.unwant();
    if (error === undefined) wish.resolve(undefined);
    else wish.reject(error);
  }
}

function fitted({ value, options }: Write, info: ChannelInfo): { readonly value: CaValue; readonly type: number } {
  const usual = info.type === 'enum' && typeof value === 'string' ? 'string' : info.type;
  const { as = usual } = options;
  return { value: fitValue(value, as, info.count), type: dbrType(as) };
}

/** What does not fit is an error of this PV's. */
function aboutChannel(error: unknown, source: string): unknown {
  if (!(error instanceof DevgenError) || error.source !== undefined) return error;
  return new DevgenError(error.why, { ...error, about: source, source });
}
