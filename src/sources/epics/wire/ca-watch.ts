import type { Io } from '@devgen/runtime';
import type { CaChannel, CaClient, MonitorEvent } from '@devgen/runtime/ca';
import { Followed } from './followed.ts';
import { onReturn } from './returns.ts';
import type { WatchHandler, WireWatch } from './wire.ts';

/** A field of every record, which is no value: whoever monitors it is told when properties of the record change. */
const OF_RECORDS = '.DESC';
const VALUE_TOO = ['property', 'value'] as const;

/**
 * Channel Access: of records the description is monitored, with properties. Of what is no record the labels, which come with
 * the number that is set, as there is no other way; other PVs that are no records show no metadata that a pull asks for.
 */
export class CaWatch implements WireWatch {
  readonly #client: CaClient;
  readonly #isRecord: (pv: string) => boolean;
  readonly #handler: WatchHandler;
  readonly #pvs = new Followed<boolean>(
    (pv, isRecord, heard) => this.#follow(pv, isRecord, heard),
    (pv) => this.#handler.pvChanged(pv),
  );
  readonly #unhear: () => void;

  constructor(client: CaClient, isRecord: (pv: string) => boolean, handler: WatchHandler) {
    this.#client = client;
    this.#isRecord = isRecord;
    this.#handler = handler;
    this.#unhear = client.onServer((heard) => handler.serverHeard(heard));
  }

  follow(pvs: ReadonlyMap<string, 'pvi' | 'pv'>, io: Io): Promise<void> {
    return this.#pvs.follow(new Map(Array.from(pvs.keys(), (pv) => [pv, this.#isRecord(pv)])), io);
  }

  stop(): void {
    this.#unhear();
    this.#pvs.stop();
  }

  #follow(pv: string, isRecord: boolean, heard: () => void): () => void {
    const channel = this.#client.channel(pv);
    const unfollow = onReturn(channel, () => this.#handler.pvChanged(pv));
    const end = this.#listen(channel, isRecord, heard);
    return () => {
      unfollow();
      end();
    };
  }

  #listen(channel: CaChannel, isRecord: boolean, heard: () => void): () => void {
    const { name } = channel;
    if (isRecord) return this.#monitor(name, this.#client.channel(name + OF_RECORDS), 'plain', VALUE_TOO, heard);
    if (channel.info?.type === 'enum') return this.#monitor(name, channel, 'graphic', ['property'], heard);
    // Of others nothing but their return is ever told.
    heard();
    return () => {};
  }

  /** Every event but the first one of a connection is a change. */
  #monitor(
    pv: string,
    channel: CaChannel,
    form: 'plain' | 'graphic',
    mask: readonly ('property' | 'value')[],
    heard: () => void,
  ): () => void {
    let isFirst = true;
    const monitor = channel.monitor(
      ({ kind }: MonitorEvent) => {
        if (kind === 'update' && !isFirst) this.#handler.pvChanged(pv);
        isFirst = kind !== 'update';
        if (kind !== 'disconnected') heard();
      },
      { form, count: 1, mask },
    );
    return () => monitor.stop();
  }
}
