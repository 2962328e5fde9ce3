import type { DevgenError } from '../../../core/contract/errors.ts';
import { Listeners } from '../../../core/support/listeners.ts';
import type { CaData } from '../../codec/value/ca-data.ts';
import type { CallError } from '../call/call-error.ts';
import type { Channel } from '../channel/channel.ts';
import type { MonitorEvent, MonitorOptions, MonitorStats, MonitorUpdate } from './monitor-event.ts';
import { MonitorOperation, type MonitorSink } from './monitor-operation.ts';

/** A monitor whose events are told as they come. */
export class CaMonitor implements MonitorSink {
  readonly #operation: MonitorOperation;
  readonly #listeners = new Listeners<MonitorEvent>();
  #isStopped = false;
  #updates = 0;

  /** Made by {@link CaChannel.monitor}. */
  constructor(channel: Channel, on: (event: MonitorEvent) => void, options: MonitorOptions) {
    this.#listeners.add(on);
    this.#operation = new MonitorOperation(channel, options, this);
  }

  get stats(): MonitorStats {
    return { updates: this.#updates, skipped: 0, longestQueue: 0 };
  }

  /** Nothing is told any more. */
  stop(): void {
    this.#isStopped = true;
    this.#operation.stop();
  }

  updated(data: CaData): void {
    this.#updates += 1;
    this.#tell(updateOf(data, 0));
  }

  disconnected(why: CallError): void {
    this.#tell({ kind: 'disconnected', why });
  }

  failed(error: DevgenError): void {
    this.#tell({ kind: 'failed', error });
  }

  closed(): void {
    this.#isStopped = true;
  }

  #tell(event: MonitorEvent): void {
    if (!this.#isStopped) this.#listeners.tell(event);
  }
}

/** Field by field: a spread of an object costs more than decoding it. */
export function updateOf(data: CaData, skipped: number): MonitorUpdate {
  const { type, value, status, severity, seconds, nanoseconds, meta } = data;
  return { kind: 'update', type, value, status, severity, seconds, nanoseconds, meta, skipped };
}
