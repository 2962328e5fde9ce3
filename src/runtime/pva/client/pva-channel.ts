import type { Io } from '../../core/contract/seam.ts';
import { timeLimit } from '../../core/support/time-limit.ts';
import type { AccessRights } from '../codec/message/channel.ts';
import type { StructType } from '../codec/type/pva-type.ts';
import { fit } from '../codec/value/fit.ts';
import { keep } from '../codec/value/keep.ts';
import type { PvaVariant } from '../codec/value/pva-value.ts';
import type { Wanted } from '../../core/support/bulk-get.ts';
import type { Channel } from './channel/channel.ts';
import type { ChannelState } from './channel/channel-state.ts';
import { ConnectOperation } from './operation/connect-operation.ts';
import type { PvaData } from './operation/data.ts';
import { GetFieldOperation } from './operation/get-field-operation.ts';
import { GetOperation } from './operation/get-operation.ts';
import { PvaMonitor } from './operation/monitor.ts';
import type { MonitorEvent, MonitorOptions } from './operation/monitor-event.ts';
import { ntUri } from './operation/nt-uri.ts';
import { PutPool } from './operation/put-pool.ts';
import { pvRequest } from './operation/pv-request.ts';
import { pathFields, valueFields } from './operation/put-shape.ts';
import { RpcOperation } from './operation/rpc-operation.ts';
import { PvaUpdates } from './operation/updates.ts';

export interface PutOptions {
  /** Done when the record has processed, instead of when the server has the value. */
  readonly wait?: boolean;
  /** Whether the record processes; by default when it is passive. */
  readonly process?: boolean;
}

/** From a value to the fields of the top that are put, at any depth no others. */
export type PutShape = (value: unknown, type: StructType) => unknown;

/** One PV. Nothing is asked of anybody until the first call. */
export class PvaChannel {
  readonly #channel: Channel;
  // By request, made for the first one.
  #gets: Map<string, GetOperation> | undefined;
  #puts: Map<string, PutPool> | undefined;

  /** Made by {@link PvaClient.channel}. */
  constructor(channel: Channel) {
    this.#channel = channel;
  }

  get name(): string {
    return this.#channel.name;
  }

  /** `pva://NAME`, or with the server's address where it was dialled. */
  get source(): string {
    return this.#channel.source;
  }

  get state(): ChannelState {
    return this.#channel.state;
  }

  /** What may be done, as far as the server tells: core-pva does, others do not. */
  get access(): AccessRights | undefined {
    return this.#channel.access;
  }

  /** How often it was searched for until it was found, or so far without an answer. */
  get searches(): number {
    const { state } = this.#channel;
    return state.state === 'searching' ? this.#channel.tries : (this.#channel.neededTries ?? 0);
  }

  /** Searches now for what was not found, not when it would be its turn. */
  searchAgain(): void {
    this.#channel.searchAgain();
  }

  /** Told of every change of {@link state}; the function returned ends it. */
  onState(on: (state: ChannelState) => void): () => void {
    return this.#channel.onState(on);
  }

  connect(io: Io = timeLimit()): Promise<void> {
    return new ConnectOperation(this.#channel).run(io);
  }

  /** The type, without a value. */
  introspect(io: Io = timeLimit()): Promise<StructType> {
    return new GetFieldOperation(this.#channel).run(io);
  }

  /** The value: of everything, or of what a request names, `field(value,alarm.severity)`. */
  get(request = '', io: Io = timeLimit()): Promise<PvaData> {
    return this.#getOf(request).get(io);
  }

  /** Puts the field `value`: a value of its type, or the index of a choice. `VALUE.TYPE`, and nothing sent, for a misfit. */
  put(value: unknown, options: PutOptions = {}, io: Io = timeLimit()): Promise<void> {
    return this.#pool(options).put(value, valueFields, io);
  }

  /** Puts the fields that are named by their paths, `{ 'alarm.severity': 1, value: 2 }`, and no others; none at all is a way to process. */
  putFields(fields: Readonly<Record<string, unknown>>, options: PutOptions = {}, io: Io = timeLimit()): Promise<void> {
    return this.#pool(options).put(fields, pathFields, io);
  }

  /** Puts the fields that `shape` makes of a value when the type is known; what it throws is thrown, and nothing sent. */
  putShaped(value: unknown, shape: PutShape, options: PutOptions = {}, io: Io = timeLimit()): Promise<void> {
    return this.#pool(options).put(value, shape, io);
  }

  /** Calls a service with named arguments: plain values, or `{ type, value }`. */
  rpc(query: Readonly<Record<string, unknown>> = {}, io: Io = timeLimit()): Promise<PvaVariant | null> {
    return new RpcOperation(this.#channel, ntUri(this.name, query)).run(io);
  }

  /** Calls a service with an argument of any type, or with none. */
  rpcRaw(argument: PvaVariant | null, io: Io = timeLimit()): Promise<PvaVariant | null> {
    const checked = argument && { type: argument.type, value: fit(argument.type, keep(argument.value)) };
    return new RpcOperation(this.#channel, checked).run(io);
  }

  /** Tells of the whole value first, then whenever it changes, until it is stopped. */
  monitor(on: (event: MonitorEvent) => void, options: MonitorOptions = {}): PvaMonitor {
    return new PvaMonitor(this.#channel, on, options);
  }

  /** The same, at the pace of a `for await`. */
  updates(options: MonitorOptions = {}): PvaUpdates {
    return new PvaUpdates(this.#channel, options);
  }

  /** For many at once. */
  wanted(request: string): Wanted<PvaData> {
    return { name: this.name, channel: this.#channel, asked: this.#getOf(request) };
  }

  /** Its type, for many at once. */
  wantedType(): Wanted<StructType> {
    return { name: this.name, channel: this.#channel, asked: new GetFieldOperation(this.#channel) };
  }

  /** That it may be asked, for many at once. */
  wantedConnection(): Wanted<void> {
    return { name: this.name, channel: this.#channel, asked: new ConnectOperation(this.#channel) };
  }

  /** Ends everything that is asked of it. */
  close(): void {
    this.#channel.close();
  }

  #getOf(request: string): GetOperation {
    const gets = (this.#gets ??= new Map());
    let operation = gets.get(request);
    if (operation === undefined) {
      operation = new GetOperation(this.#channel, pvRequest(request));
      gets.set(request, operation);
    }
    return operation;
  }

  #pool({ wait = false, process }: PutOptions): PutPool {
    const options = [...(process === undefined ? [] : [`process=${process}`]), ...(wait ? ['block=true'] : [])];
    const request = options.length === 0 ? '' : `record[${options.join(',')}]`;
    const puts = (this.#puts ??= new Map());
    let pool = puts.get(request);
    if (pool === undefined) {
      pool = new PutPool(this.#channel, pvRequest(request), wait);
      puts.set(request, pool);
    }
    return pool;
  }
}
