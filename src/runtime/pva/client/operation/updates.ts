import type { DevgenError } from '../../../core/contract/errors.ts';
import type { StructType } from '../../codec/type/pva-type.ts';
import type { PvaStruct } from '../../codec/value/pva-value.ts';
import type { BitSet } from '../../codec/wire/bit-set.ts';
import type { CallError } from '../call/call-error.ts';
import type { Channel } from '../channel/channel.ts';
import type { MonitorLoss, MonitorOptions, MonitorStats, MonitorUpdate } from './monitor-event.ts';
import { MonitorOperation, type MonitorSink } from './monitor-operation.ts';
import { monitorRequest, queueSizeOf } from './monitor-request.ts';

type Item = MonitorUpdate | MonitorLoss;

interface Taker {
  readonly resolve: (result: IteratorResult<Item, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

const DONE = { done: true, value: undefined } as const;

/**
 * A monitor at the pace of who takes from it. With `pipeline` the server waits; without, updates that nobody takes are
 * merged into the last one that waits, so that the newest value is never lost.
 */
export class PvaUpdates implements AsyncIterableIterator<Item, undefined>, MonitorSink {
  readonly #operation: MonitorOperation;
  readonly #limit: number;
  readonly #takers: Taker[] = [];
  #queue: Item[] = [];
  #end: { readonly error?: DevgenError } | undefined;
  #stats = { updates: 0, overruns: 0, skipped: 0, longestQueue: 0 };

  constructor(channel: Channel, options: MonitorOptions) {
    const { request, window } = monitorRequest(options);
    this.#limit = queueSizeOf(options);
    this.#operation = new MonitorOperation(channel, request, window, this);
  }

  get stats(): MonitorStats {
    return { ...this.#stats };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Rejects when the server refuses to monitor this. */
  next(): Promise<IteratorResult<Item, undefined>> {
    const item = this.#queue.shift();
    if (item !== undefined) {
      if (item.kind === 'update') this.#operation.taken(1 + item.skipped);
      return Promise.resolve({ done: false, value: item });
    }
    if (this.#end !== undefined) return this.#ended(this.#end);
    return new Promise((resolve, reject) => this.#takers.push({ resolve, reject }));
  }

  return(): Promise<IteratorResult<Item, undefined>> {
    this.#operation.stop();
    this.#queue = [];
    this.finished();
    return Promise.resolve(DONE);
  }

  updated(type: StructType, value: PvaStruct, sent: BitSet, overrun: BitSet): void {
    this.#stats.updates += 1;
    if (!overrun.isEmpty) this.#stats.overruns += 1;
    const update: MonitorUpdate = { kind: 'update', type, value, sent, overrun, skipped: 0 };
    const taker = this.#takers.shift();
    if (taker !== undefined) {
      taker.resolve({ done: false, value: update });
      this.#operation.taken(1);
    } else this.#keep(update);
  }

  disconnected(why: CallError): void {
    const loss: MonitorLoss = { kind: 'disconnected', why };
    const taker = this.#takers.shift();
    if (taker !== undefined) return taker.resolve({ done: false, value: loss });
    // What nobody took before the loss before is of no use.
    if (this.#queue.some(({ kind }) => kind === 'disconnected')) this.#drop();
    this.#queue.push(loss);
  }

  finished(): void {
    this.#end ??= {};
    for (const taker of this.#takers.splice(0)) taker.resolve(DONE);
  }

  closed(): void {
    this.finished();
  }

  failed(error: DevgenError): void {
    this.#end ??= { error };
    for (const taker of this.#takers.splice(0)) taker.reject(error);
  }

  #ended({ error }: { readonly error?: DevgenError }): Promise<IteratorResult<Item, undefined>> {
    return error === undefined ? Promise.resolve(DONE) : Promise.reject(error);
  }

  #keep(update: MonitorUpdate): void {
    const last = this.#queue.at(-1);
    if (this.#queue.length < this.#limit || last?.kind !== 'update') this.#queue.push(update);
    else this.#queue[this.#queue.length - 1] = this.#merged(last, update);
    this.#stats.longestQueue = Math.max(this.#stats.longestQueue, this.#queue.length);
  }

  #merged(last: MonitorUpdate, update: MonitorUpdate): MonitorUpdate {
    this.#stats.skipped += 1;
    const [sent, overrun] = [last.sent.copy(), last.overrun.copy()];
    sent.addAll(update.sent);
    overrun.addAll(update.overrun);
    return { ...update, sent, overrun, skipped: last.skipped + 1 };
  }

  #drop(): void {
    this.#stats.skipped += this.#queue.filter(({ kind }) => kind === 'update').length;
    this.#queue = [];
  }
}
