import { deadline, DevgenError, type Io } from '@devgen/runtime';
import { introspect, labelSets, normalise, PandaClient, type PandaClientOptions } from '@devgen/runtime/panda';
import type { Change, Described, Found, Source } from '../source.ts';
import { describeError, unreachable } from '../source-error.ts';
import { type Listing, watchListing } from '../watch-listing.ts';

/** What `devgen.yaml` says of a PandA. */
export interface PandaSettings {
  /** `panda://HOST` or `panda://HOST:PORT`. */
  readonly address: string;
}

/** Milliseconds for the one question that tells that a box is there. */
const LIST = 5_000;
/** Milliseconds for all that a box shows of itself: some seven hundred queries, 64 at a time. */
const DESCRIBE = 10_000;

/** A PandABlocks box as `pull` sees it: one device. Throws `ADDRESS.UNKNOWN`. */
export function openPanda({ address }: PandaSettings, options: PandaClientOptions = {}): Source {
  return new PandaSource(new PandaClient(address, options));
}

class PandaSource implements Source {
  readonly kind = 'panda';
  readonly #client: PandaClient;

  constructor(client: PandaClient) {
    this.#client = client;
  }

  async *list(io: Io): AsyncGenerator<Found, void, undefined> {
    const within = deadline(LIST, io.signal);
    try {
      await this.#client.identity(within);
    } catch (error) {
      if (io.signal.aborted || !(error instanceof DevgenError)) throw error;
      throw unreachable('the box cannot be asked', error);
    } finally {
      within.done();
    }
    yield { device: this.#client.address.name, class: 'PandA', running: true };
  }

  async *describe(batch: readonly Found[], io: Io): AsyncGenerator<Described, void, undefined> {
    for (const found of batch) yield await this.#describe(found, io);
  }

  /** What a box is changes with its firmware and application, both in its identity. */
  watch(period: number, io: Io): Promise<AsyncGenerator<Change, void, undefined>> {
    return watchListing((within) => this.#listing(within), period, io);
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  async #listing(io: Io): Promise<Listing> {
    const within = deadline(LIST, io.signal);
    try {
      const identity = await this.#client.identity(within);
      return new Map([[this.#client.address.name, JSON.stringify(identity)]]);
    } finally {
      within.done();
    }
  }

  async #describe(found: Found, io: Io): Promise<Described> {
    const within = deadline(DESCRIBE, io.signal);
    try {
      const shown = await introspect(this.#client, within, 'METADATA');
      const { live } = normalise(shown);
      return { ok: true, found, live, doc: 'A PandABlocks box.', labelSets: labelSets(shown) };
    } catch (error) {
      return { ok: false, found, error: describeError(error, found, 'PANDA.PROTOCOL') };
    } finally {
      within.done();
    }
  }
}
