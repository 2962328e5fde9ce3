import {
  metaRequest,
  monitorMeta,
  type PvaChannel,
  type PvaClient,
  pvMeta,
  type StructType,
} from '@devgen/runtime/pva';
import { mayBeRecord } from './pva-records.ts';
import { onReturn } from './returns.ts';
import { whenOther } from './said.ts';

/** A field of every record, which is no value: whoever monitors it is told when properties of the record change. */
const OF_RECORDS = '.DESC';

export interface PvHandler {
  /** Something was heard of it: from now on no change is missed. May be told again. */
  heard(): void;
  changed(): void;
}

/**
 * Tells when a PV is back after a loss, and when its metadata changes. pvAccessCPP sends values whatever is asked for: of its
 * records the description is monitored.
 */
export class PvaPvWatch {
  readonly #client: PvaClient;
  readonly #channel: PvaChannel;
  readonly #handler: PvHandler;
  readonly #told: (said: unknown) => void;
  readonly #end: () => void;
  readonly #ended = new AbortController();
  #stop: () => void = () => {};

  constructor(client: PvaClient, pv: string, handler: PvHandler) {
    this.#client = client;
    this.#channel = client.channel(pv);
    this.#handler = handler;
    this.#told = whenOther(() => handler.changed());
    this.#end = onReturn(this.#channel, () => {
      handler.changed();
      void this.#begin();
    });
    void this.#begin();
  }

  stop(): void {
    this.#ended.abort();
    this.#end();
    this.#stop();
  }

  /** At each connection, as it may have another type than before. */
  async #begin(): Promise<void> {
    const { signal } = this.#ended;
    const type = await this.#channel.introspect({ signal, remaining: () => Infinity }).catch(() => undefined);
    if (type === undefined || signal.aborted) return;
    this.#stop();
    // Of what has none nothing but its return is ever told.
    if (metaRequest(type) === '') return this.#handler.heard();
    this.#stop = monitorMeta(this.#channel, type, {
      told: (data) => {
        this.#told(pvMeta(data));
        this.#handler.heard();
      },
      isUnmasked: () => this.#followRecord(type),
    });
  }

  /** Every update but the first one of a connection is a change. */
  #followRecord(type: StructType): void {
    const { name } = this.#channel;
    if (!mayBeRecord(type) || name.includes('.')) return this.#handler.heard();
    const channel = this.#client.channel(name + OF_RECORDS);
    let isFirst = true;
    const monitor = channel.monitor((event) => {
      if (event.kind === 'update' && !isFirst) this.#handler.changed();
      isFirst = event.kind !== 'update';
      if (event.kind !== 'disconnected') this.#handler.heard();
    });
    this.#stop = () => monitor.stop();
  }
}
