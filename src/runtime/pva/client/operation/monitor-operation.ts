import type { DevgenError } from '../../../core/contract/errors.ts';
import { Command } from '../../codec/message/header.ts';
import { Sub } from '../../codec/message/operation.ts';
import type { StructType } from '../../codec/type/pva-type.ts';
import { readChanges } from '../../codec/value/codec.ts';
import type { PvaStruct } from '../../codec/value/pva-value.ts';
import { BitSet } from '../../codec/wire/bit-set.ts';
import type { PvDataReader } from '../../codec/wire/reader.ts';
import { isSuccess, readStatus, type Status } from '../../codec/wire/status.ts';
import type { CallError } from '../call/call-error.ts';
import { remoteError } from '../call/failures.ts';
import type { Channel } from '../channel/channel.ts';
import { Redial } from '../../../core/support/redial.ts';
import { FlowControl } from './flow-control.ts';
import { Operation } from './operation.ts';
import type { PvRequest } from './pv-request.ts';
import type { Session } from './session.ts';

/** What comes of a monitor. */
export interface MonitorSink {
  updated(type: StructType, value: PvaStruct, sent: BitSet, overrun: BitSet): void;
  disconnected(why: CallError): void;
  finished(): void;
  /** By this program. */
  closed(): void;
  failed(error: DevgenError): void;
}

/** A monitor on the wire: started, paused, begun again when the server is back, with what changed merged into what was. */
export class MonitorOperation extends Operation {
  readonly #request: PvRequest;
  readonly #window: number | undefined;
  readonly #sink: MonitorSink;
  readonly #retry = new Redial(() => this.connected());
  #value: PvaStruct | undefined;
  #flow: FlowControl | undefined;
  #isPaused = false;
  #hasWorked = false;
  #hasEnded = false;

  /** `window`: so many updates may be under way; undefined for as many as the server likes. */
  constructor(channel: Channel, request: PvRequest, window: number | undefined, sink: MonitorSink) {
    super(channel, Command.monitor);
    this.#request = request;
    this.#window = window;
    this.#sink = sink;
    channel.addUser(this);
    channel.want();
    if (channel.isConnected) this.connected();
  }

  connected(): void {
    if (this.#hasEnded || this.session !== undefined || !this.channel.isConnected) return;
    const window = this.#window;
    if (window === undefined) this.newSession().send(Sub.init, (writer) => this.#request.write(writer));
    else {
      this.newSession().send(Sub.init | Sub.pipeline, (writer) => {
        this.#request.write(writer);
        writer.u32(window);
      });
    }
  }

  lost(why: CallError): void {
    this.session = undefined;
    this.#stopTimers();
    if (this.#hasEnded) return;
    if (why.code === 'LINK.CLOSED') {
      this.#finish();
      this.#sink.closed();
    } else this.#sink.disconnected(why);
  }

  withdrawn(): void {}

  reply(reader: PvDataReader, session: Session): void {
    const sub = reader.u8();
    if ((sub & Sub.init) !== 0) this.#begin(reader, session);
    else if ((sub & Sub.destroy) !== 0) this.#end(reader, session);
    else this.#update(reader, session);
  }

  /** The server sends nothing until {@link resume}. */
  pause(): void {
    if (this.#isPaused) return;
    this.#isPaused = true;
    if (this.session?.type !== undefined) this.session.tell(Sub.stop);
  }

  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    if (this.session?.type !== undefined) this.session.tell(Sub.start);
  }

  stop(): void {
    if (this.#hasEnded) return;
    this.retire();
    this.#finish();
  }

  /** So many updates were taken: the server may send as many more. */
  taken(count: number): void {
    this.#flow?.taken(count);
  }

  #begin(reader: PvDataReader, session: Session): void {
    const status = readStatus(reader);
    const type = isSuccess(status) ? session.readType(reader, this.channel.host.types) : undefined;
    if (session !== this.session) return;
    if (type === undefined) return this.#refused(status);
    this.#retry.reset();
    this.#value = undefined;
    this.#flow = this.#window === undefined ? undefined : this.#newFlow(this.#window, session);
    if (!this.#isPaused) session.tell(Sub.start);
  }

  #newFlow(window: number, session: Session): FlowControl {
    return new FlowControl(window, {
      grant: (count) => session.send(Sub.pipeline, (writer) => writer.u32(count)),
      restart: () => {
        if (!this.#isPaused) session.tell(Sub.start);
      },
    });
  }

  /** A server that is under load refuses what it granted before, for a while. */
  #refused(status: Status): void {
    this.session?.forget();
    this.session = undefined;
    if (this.#hasWorked) return this.#retry.later();
    this.#finish();
    this.#sink.failed(remoteError('monitor', this.channel.source, this.channel.server, status));
  }

  #update(reader: PvDataReader, session: Session): void {
    const { type } = session;
    if (type === undefined) return;
    const before = session === this.session ? this.#value : undefined;
    const sent = BitSet.read(reader, type.bits);
    const value = readChanges(type, reader, sent, before) as PvaStruct;
    const overrun = reader.remaining > 0 ? BitSet.read(reader, type.bits) : new BitSet();
    if (session !== this.session) return;
    this.#flow?.received();
    this.#value = value;
    this.#hasWorked = true;
    this.#sink.updated(type, value, sent, overrun);
  }

  #end(reader: PvDataReader, session: Session): void {
    const status = readStatus(reader);
    if (isSuccess(status) && reader.remaining > 0) this.#update(reader, session);
    if (session !== this.session) return;
    session.forget();
    this.#finish();
    if (isSuccess(status)) this.#sink.finished();
    else this.#sink.failed(remoteError('monitor', this.channel.source, this.channel.server, status));
  }

  #finish(): void {
    this.#hasEnded = true;
    this.session = undefined;
    this.#stopTimers();
    this.channel.removeUser(this);
    this.channel.unwant();
  }

  #stopTimers(): void {
    this.#retry.stop();
    this.#flow?.stop();
    this.#flow = undefined;
  }
}
