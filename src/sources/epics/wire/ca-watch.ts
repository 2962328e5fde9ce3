import type { CaChannel, CaClient, MonitorEvent } from '@devgen/runtime/ca';
import { Followed } from './followed.ts';
import { onReturn } from './returns.ts';
import type { WatchHandler, WireWatch } from './wire.ts';

/** A field of every record, which is no value: whoever monitors it is told when properties of the record change. */
const OF_RECORDS = '.DESC';

/**
 * Channel Access: of records the description is monitored, with properties. Of what is no record the labels, which come with
 * the number that is set, as there is no other way; other PVs that are no records show no metadata that a pull asks for.
 */
export class CaWatch implements WireWatch {
  readonly #client: CaClient;
  readonly #isRecord: (pv: string) => boolean;
  readonly #handler: WatchHandler;
  readonly #pvs = new Followed<boolean>((pv, isRecord) => this.#follow(pv, isRecord));
  readonly #unhear: () => void;

  constructor(client: CaClient, isRecord: (pv: string) => boolean, handler: WatchHandler) {
    this.#client = client;
    this.#isRecord = isRecord;
    this.#handler = handler;
    this.#unhear = client.onServer((heard) => handler.serverHeard(heard));
  }

  follow(pvs: ReadonlyMap<string, 'pvi' | 'pv'>): void {
    this.#pvs.follow(new Map(Array.from(pvs.keys(), (pv) => [pv, this.#isRecord(pv)])));
  }

  stop(): void {
    this.#unhear();
    this.#pvs.stop();
  }

  #follow(pv: string, isRecord: boolean): () => void {
    const channel = this.#client.channel(pv);
    const unfollow = onReturn(channel, () => this.#handler.pvChanged(pv));
    const end = isRecord ? this.#followRecord(pv) : channel.info?.type === 'enum' ? this.#followLabels(channel) : none;
    return () => {
      unfollow();
      end();
    };
  }

  #followRecord(pv: string): () => void {
    return this.#monitor(pv, this.#client.channel(pv + OF_RECORDS), 'plain', ['property', 'value']);
  }

  #followLabels(channel: CaChannel): () => void {
    return this.#monitor(channel.name, channel, 'graphic', ['property']);
  }

  /** Every event but the first one of a connection is a change. */
  #monitor(
    pv: string,
    channel: CaChannel,
    form: 'plain' | 'graphic',
    mask: readonly ('property' | 'value')[],
  ): () => void {
    let isFirst = true;
    const monitor = channel.monitor(
      ({ kind }: MonitorEvent) => {
        if (kind === 'update' && !isFirst) this.#handler.pvChanged(pv);
        isFirst = kind !== 'update';
      },
      { form, count: 1, mask },
    );
    return () => monitor.stop();
  }
}

function none(): void {}
