import { asDevgenError, type DevgenError } from '../../../core/contract/errors.ts';
import type { Message } from '../../codec/message/message.ts';
import { Mask, writeEventAdd, writeEventCancel } from '../../codec/message/request.ts';
import type { ServerError } from '../../codec/message/server-error.ts';
import { Status } from '../../codec/message/status.ts';
import type { CaData } from '../../codec/value/ca-data.ts';
import type { CallError } from '../call/call-error.ts';
import { remoteError } from '../call/failures.ts';
import type { Channel } from '../channel/channel.ts';
import type { ChannelUser } from '../../../core/support/channel-users.ts';
import type { Circuit } from '../transport/circuit.ts';
import type { CircuitRequest } from '../transport/circuit-party.ts';
import type { MonitorMask, MonitorOptions } from './monitor-event.ts';
import { type ValueRequest, valueRequest } from './value-request.ts';

/** What comes of a monitor. */
export interface MonitorSink {
  updated(data: CaData): void;
  disconnected(why: CallError): void;
  failed(error: DevgenError): void;
  /** By this program. */
  closed(): void;
}

const USUAL: readonly MonitorMask[] = ['value', 'alarm'];

/** A monitor on the wire, begun again when the server is back. */
export class MonitorOperation implements ChannelUser, CircuitRequest {
  readonly #channel: Channel;
  readonly #options: MonitorOptions;
  readonly #mask: number;
  readonly #sink: MonitorSink;
  #circuit: Circuit | undefined;
  #request: ValueRequest | undefined;
  #id = 0;
  #hasEnded = false;

  constructor(channel: Channel, options: MonitorOptions, sink: MonitorSink) {
    this.#channel = channel;
    this.#options = options;
    this.#mask = (options.mask ?? USUAL).reduce((bits, each) => bits | Mask[each], 0);
    this.#sink = sink;
    channel.addUser(this);
    channel.want();
    if (channel.isConnected) this.connected();
  }

  connected(): void {
    const { circuit, info, sid } = this.#channel;
    if (circuit === undefined || info === undefined) return;
    this.#circuit = circuit;
    this.#request = valueRequest(this.#options, info, circuit.hasDynamicArrays);
    this.#id = circuit.register(this);
    writeEventAdd(circuit.writer, sid, this.#id, this.#request, this.#mask);
  }

  lost(why: CallError): void {
    this.#circuit = undefined;
    if (why.code !== 'LINK.CLOSED') return this.#sink.disconnected(why);
    this.#hasEnded = true;
    this.#sink.closed();
  }

  reply(message: Message): void {
    if (message.p1 !== Status.normal) return this.#failed(message.p1);
    let data: CaData;
    try {
      data = this.#request!.read(message);
    } catch (error) {
      return this.#sink.failed(asDevgenError(error, { code: 'CA.PROTOCOL' }));
    }
    this.#sink.updated(data);
  }

  refused({ status, text }: ServerError): void {
    this.#failed(status, text);
  }

  stop(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    const circuit = this.#circuit;
    if (circuit !== undefined) {
      circuit.forget(this.#id);
      writeEventCancel(circuit.writer, this.#channel.sid, this.#id, this.#request!);
    }
    this.#channel.removeUser(this);
    this.#channel.unwant();
  }

  #failed(status: number, text?: string): void {
    this.#sink.failed(remoteError('monitor', this.#channel.source, this.#channel.server, status, text));
  }
}
