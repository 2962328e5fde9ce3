import type { DevgenError } from '../../../core/contract/errors.ts';
import type { CaData } from '../../codec/value/ca-data.ts';
import type { CallError } from '../call/call-error.ts';
import type { Channel } from '../channel/channel.ts';
import { updateOf } from './monitor.ts';
import type { MonitorEvent, MonitorStats, UpdatesOptions } from './monitor-event.ts';
import { MonitorOperation, type MonitorSink } from './monitor-operation.ts';

const DONE = { done: true, value: undefined } as const;
const QUEUE_SIZE = 4;

/**
 * A monitor at the pace of who takes from it. Of updates that nobody takes in time the newest replaces the last one that
 * waits, so that the newest value is never lost.
 */
export class CaUpdates implements AsyncIterableIterator<MonitorEvent, undefined>, MonitorSink {
  readonly #operation: MonitorOperation;
  readonly #limit: number;
  readonly #takers: ((result: IteratorResult<MonitorEvent, undefined>) => void)[] = [];
  #queue: MonitorEvent[] = [];
  #hasEnded = false;
  #stats = { updates: 0, skipped: 0, longestQueue: 0 };

  /** Made by {@link CaChannel.updates}. */
  constructor(channel: Channel, options: UpdatesOptions) {
    this.#limit = Math.max(1, Math.floor(options.queueSize ?? QUEUE_SIZE));
    this.#operation = new MonitorOperation(channel, options, this);
  }

  get stats(): MonitorStats {
    return { ...this.#stats };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<MonitorEvent, undefined>> {
    const event = this.#queue.shift();
    if (event !== undefined) return Promise.resolve({ done: false, value: event });
    if (this.#hasEnded) return Promise.resolve(DONE);
    return new Promise((resolve) => this.#takers.push(resolve));
  }

  return(): Promise<IteratorResult<MonitorEvent, undefined>> {
    this.#operation.stop();
    this.#queue = [];
    this.closed();
    return Promise.resolve(DONE);
  }

  updated(data: CaData): void {
    this.#stats.updates += 1;
    const taker = this.#takers.shift();
    if (taker !== undefined) taker({ done: false, value: updateOf(data, 0) });
    else this.#keep(data);
  }

  disconnected(why: CallError): void {
    this.#tell({ kind: 'disconnected', why });
  }

  failed(error: DevgenError): void {
    this.#tell({ kind: 'failed', error });
  }

  closed(): void {
    this.#hasEnded = true;
    for (const taker of this.#takers.splice(0)) taker(DONE);
  }

  #tell(event: MonitorEvent): void {
    const taker = this.#takers.shift();
    if (taker !== undefined) return taker({ done: false, value: event });
    // What nobody took before the event before of this kind is of no use.
    if (this.#queue.some(({ kind }) => kind === event.kind)) this.#drop();
    this.#queue.push(event);
  }

  #keep(data: CaData): void {
    const last = this.#queue.at(-1);
    if (this.#queue.length < this.#limit || last?.kind !== 'update') this.#queue.push(updateOf(data, 0));
    else {
      this.#stats.skipped += 1;
      this.#queue[this.#queue.length - 1] = updateOf(data, last.skipped + 1);
    }
    this.#stats.longestQueue = Math.max(this.#stats.longestQueue, this.#queue.length);
  }

  #drop(): void {
    this.#stats.skipped += this.#queue.filter(({ kind }) => kind === 'update').length;
    this.#queue = [];
  }
}
