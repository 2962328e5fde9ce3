import type { Io } from '@devgen/runtime';
import { parsePvi, type PvaClient } from '@devgen/runtime/pva';
import { Followed } from './followed.ts';
import { PvaPvWatch } from './pva-pv-watch.ts';
import { whenOther } from './said.ts';
import type { WatchHandler, WireWatch } from './wire.ts';

/** PV Access: PVIs are monitored, and of other PVs the metadata. */
export class PvaWatch implements WireWatch {
  readonly #client: PvaClient;
  readonly #handler: WatchHandler;
  readonly #pvs = new Followed<'pvi' | 'pv'>(
    (pv, kind, heard) => (kind === 'pvi' ? this.#followPvi(pv, heard) : this.#followPv(pv, heard)),
    (pv) => this.#handler.pvChanged(pv),
  );
  readonly #unhear: () => void;

  constructor(client: PvaClient, handler: WatchHandler) {
    this.#client = client;
    this.#handler = handler;
    this.#unhear = client.onServer((heard) => handler.serverHeard(heard));
  }

  follow(pvs: ReadonlyMap<string, 'pvi' | 'pv'>, io: Io): Promise<void> {
    return this.#pvs.follow(pvs, io);
  }

  stop(): void {
    this.#unhear();
    this.#pvs.stop();
  }

  #followPvi(pv: string, heard: () => void): () => void {
    const told = whenOther(() => this.#handler.pvChanged(pv));
    const monitor = this.#client.channel(pv).monitor((event) => {
      if (event.kind === 'update') told(parsePvi(event));
      if (event.kind !== 'disconnected') heard();
    });
    return () => monitor.stop();
  }

  #followPv(pv: string, heard: () => void): () => void {
    const watch = new PvaPvWatch(this.#client, pv, { heard, changed: () => this.#handler.pvChanged(pv) });
    return () => watch.stop();
  }
}
