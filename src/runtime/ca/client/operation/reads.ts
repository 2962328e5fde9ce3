import type { Io } from '../../../core/contract/seam.ts';
import type { Call } from '../../../core/support/call.ts';
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

export type Ask<R> = (info: ChannelInfo, circuit: Circuit) => Question<R>;

/** One read, from the moment it was asked for until it is settled. */
class Read implements CircuitRequest {
  readonly call: Call;
  readonly ask: Ask<unknown>;
  id: number | undefined;
  question: Question | undefined;
  readonly #reads: Reads;

  constructor(reads: Reads, call: Call, ask: Ask<unknown>) {
    this.#reads = reads;
    this.call = call;
    this.ask = ask;
  }

  reply(message: Message): void {
    this.#reads.answered(this, message);
  }

  refused({ status, text }: ServerError): void {
    this.#reads.refused(this, status, text);
  }
}

/** The reads of one channel: any number at a time, and what was not answered is asked again. */
export class Reads extends Operation {
  readonly #reads = new Map<Call, Read>();

  read<R>(ask: Ask<R>, io: Io): Promise<R> {
    return this.call('get', io, (call) => {
      const read = new Read(this, call, ask);
      this.#reads.set(call, read);
      this.channel.want();
      if (this.channel.isConnected) this.#send(read);
    });
  }

  connected(): void {
    for (const read of this.#reads.values()) this.#send(read);
  }

  lost(why: CallError): void {
    for (const read of this.#reads.values()) read.id = undefined;
    if (why.code !== 'LINK.CLOSED') return;
    for (const read of this.#reads.values()) {
      this.#end(read).reject(closedCallError(read.call, this.channel.source));
    }
  }

  withdrawn(call: Call): void {
    const read = this.#reads.get(call);
    if (read !== undefined) this.#end(read);
  }

  answered(read: Read, message: Message): void {
    if (message.p1 !== Status.normal) return this.refused(read, message.p1);
    let result: unknown;
    try {
      result = read.question!.read(message);
    } catch (error) {
      // The message is cut off at its end whatever is in it: other channels need not suffer.
      return this.#end(read).reject(error);
    }
    this.#end(read).resolve(result);
  }

  refused(read: Read, status: number, text?: string): void {
    this.#end(read).reject(remoteError('get', this.channel.source, this.channel.server, status, text));
  }

  #send(read: Read): void {
    const { channel } = this;
    const { circuit, info } = channel as Channel & { circuit: Circuit; info: ChannelInfo };
    if (!info.access.read) return this.#end(read).reject(accessError('read', channel.source, channel.server));
    read.question = read.ask(info, circuit);
    read.id = circuit.register(read);
    read.call.isSent = true;
    writeReadNotify(circuit.writer, channel.sid, read.id, read.question.type, read.question.count);
  }

  /** The call, which is the caller's to settle. */
  #end(read: Read): Call {
    this.#reads.delete(read.call);
    if (read.id !== undefined) this.channel.circuit?.forget(read.id);
    this.channel.unwant();
    return read.call;
  }
}
