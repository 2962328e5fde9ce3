import type { DevgenError } from '../../../core/contract/errors.ts';
import { Listeners } from '../../../core/support/listeners.ts';
import type { StructType } from '../../codec/type/pva-type.ts';
import type { PvaStruct } from '../../codec/value/pva-value.ts';
import type { BitSet } from '../../codec/wire/bit-set.ts';
import type { CallError } from '../call/call-error.ts';
import type { Channel } from '../channel/channel.ts';
import type { MonitorEvent, MonitorOptions, MonitorStats } from './monitor-event.ts';
import { MonitorOperation, type MonitorSink } from './monitor-operation.ts';
import { monitorRequest } from './monitor-request.ts';

/** A monitor whose events are told as they come. */
export class PvaMonitor implements MonitorSink {
  readonly #operation: MonitorOperation;
  readonly #listeners = new Listeners<MonitorEvent>();
  #isStopped = false;
  #updates = 0;
  #overruns = 0;

  constructor(channel: Channel, on: (event: MonitorEvent) => void, options: MonitorOptions) {
    this.#listeners.add(on);
    const { request, window } = monitorRequest(options);
    this.#operation = new MonitorOperation(channel, request, window, this);
  }

  get stats(): MonitorStats {
    return { updates: this.#updates, overruns: this.#overruns, skipped: 0, longestQueue: 0 };
  }

  /** The server sends nothing until {@link resume}; what is on its way still comes. */
  pause(): void {
    this.#operation.pause();
  }

  resume(): void {
    this.#operation.resume();
  }

  /** Nothing is told any more. */
  stop(): void {
    this.#isStopped = true;
    this.#operation.stop();
  }

  updated(type: StructType, value: PvaStruct, sent: BitSet, overrun: BitSet): void {
    this.#updates += 1;
    if (!overrun.isEmpty) this.#overruns += 1;
    this.#tell({ kind: 'update', type, value, sent, overrun, skipped: 0 });
    this.#operation.taken(1);
  }

  disconnected(why: CallError): void {
    this.#tell({ kind: 'disconnected', why });
  }

  finished(): void {
    this.#tell({ kind: 'finished' });
  }

  closed(): void {
    this.#isStopped = true;
  }

  failed(error: DevgenError): void {
    this.#tell({ kind: 'failed', error });
  }

  #tell(event: MonitorEvent): void {
    if (!this.#isStopped) this.#listeners.tell(event);
  }
}
