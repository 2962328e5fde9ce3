import type { Io } from '../../core/contract/seam.ts';
import type { AttributeValue, DevSource } from '../client/types.ts';
import { Freshness } from './freshness.ts';
import { foldName } from './wire-key.ts';

type Read = (names: readonly string[], source: DevSource, io: Io) => Promise<readonly AttributeValue[]>;

/** Reads of many attributes in one call, none of which shows a value from before a write of ours. */
export class FreshReads {
  readonly #read: Read;
  readonly #written = new Map<string, Freshness>();

  constructor(read: Read) {
    this.#read = read;
  }

  /** By the names asked. A second call is needed only where the server's cache is older than our last write. */
  async read(names: readonly string[], io: Io): Promise<ReadonlyMap<string, AttributeValue>> {
    if (names.length === 0) return new Map();
    const source = names.some((name) => this.#written.get(foldName(name))?.source === 'DEV') ? 'DEV' : 'CACHE_DEV';
    const values = new Map<string, AttributeValue>();
    const old = await this.#ask(names, source, values, io);
    if (old.length > 0) await this.#ask(old, 'DEV', values, io);
    return values;
  }

  /** Does the write, after which caches are not believed until they were filled again. */
  async written(name: string, write: () => Promise<void>): Promise<void> {
    const key = foldName(name);
    const freshness = this.#written.get(key) ?? new Freshness();
    this.#written.set(key, freshness);
    freshness.wrote();
    try {
      await write();
    } finally {
      freshness.wrote();
    }
  }

  /** Adds what was read; tells the names whose value is too old. */
  async #ask(
    names: readonly string[],
    source: DevSource,
    values: Map<string, AttributeValue>,
    io: Io,
  ): Promise<readonly string[]> {
    const marks = names.map((name) => this.#written.get(foldName(name))?.mark ?? 0);
    const read = await this.#read(names, source, io);
    return names.filter((name, index) => {
      const value = read[index];
      if (value === undefined) return false;
      values.set(name, value);
      const freshness = this.#written.get(foldName(name));
      return freshness !== undefined && !freshness.accept(value, source, marks[index] ?? 0);
    });
  }
}
