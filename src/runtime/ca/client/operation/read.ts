import type { Io } from '../../../core/contract/seam.ts';
import type { Asked } from '../../../core/support/bulk-get.ts';
import type { Wish } from '../../../core/support/call.ts';
import type { Message } from '../../codec/message/message.ts';
import { writeReadNotify } from '../../codec/message/request.ts';
import type { ServerError } from '../../codec/message/server-error.ts';
import { Status } from '../../codec/message/status.ts';
import type { CallError } from '../call/call-error.ts';
import { accessError, closedCallError, remoteError } from '../call/failures.ts';
import type { Channel } from '../channel/channel.ts';
import type { ChannelInfo } from '../channel/channel-state.ts';
import type { Circuit } from '../transport/circuit.ts';
import type { CircuitRequest } from '../transport/circuit-party.ts';
import { Operation } from './operation.ts';

/** What is asked of the server, and what is made of its answer. */
export interface Question<R = unknown> {
  readonly type: number;
  readonly count: number;
  readonly read: (message: Message) => R;
}

/** The question for a channel as it is now. */
export type Ask<R> = (info: ChannelInfo, circuit: Circuit) => Question<R>;

/** One read of a channel, which may have any number of them at a time. What was not answered is asked again. */
export class Read<R> extends Operation implements CircuitRequest, Asked<R> {
  readonly #ask: Ask<R>;
  #wish: Wish | undefined;
  #question: Question<R> | undefined;
  /** While it is on the wire. */
  #id: number | undefined;

  constructor(channel: Channel, ask: Ask<R>) {
    super(channel);
    this.#ask = ask;
  }

  run(io: Io): Promise<R> {
    return this.call('get', io, (wish) => this.#begin(wish));
  }

  ask(wish: Wish): void {
    this.#begin(wish);
  }

  connected(): void {
    const { circuit, info } = this.channel;
    if (this.#id !== undefined || circuit === undefined || info === undefined) return;
    if (!info.access.read) return this.#end()?.reject(accessError('read', this.channel.source, this.channel.server));
    const question = this.#ask(info, circuit);
    this.#question = question;
    this.#id = circuit.register(this);
    this.#wish!.isSent = true;
    writeReadNotify(circuit.writer, this.channel.sid, this.#id, question.type, question.count);
  }

  lost(why: CallError): void {
    this.#id = undefined;
    if (why.code !== 'LINK.CLOSED') return;
    const wish = this.#end();
    wish?.reject(closedCallError(wish, this.channel.source));
  }

  withdrawn(): void {
    this.#end();
  }

  reply(message: Message): void {
    if (message.p1 !== Status.normal) return this.#refuse(message.p1);
    let result: R;
    try {
      result = this.#question!.read(message);
    } catch (error) {
      // The message is cut off at its end whatever is in it: other channels need not suffer.
      return this.#end()?.reject(error);
    }
    this.#end()?.resolve(result);
  }

  refused({ status, text }: ServerError): void {
    this.#refuse(status, text);
  }

  #begin(wish: Wish): void {
    this.#wish = wish;
    this.channel.addUser(this);
    this.channel.want();
    this.connected();
  }

  #refuse(status: number, text?: string): void {
    const { source, server } = this.channel;
    this.#end()?.reject(remoteError('get', source, server, status, text));
  }

  /** The wish, which is the caller's to settle. */
  #end(): Wish | undefined {
    const wish = this.#wish;
    if (wish === undefined) return undefined;
    this.#wish = undefined;
    if (this.#id !== undefined) this.channel.circuit?.forget(this.#id);
    this.channel.removeUser(this);
    this.channel.unwant();
    return wish;
  }
}
