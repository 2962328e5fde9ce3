import type { AttributeValue, DevSource } from '../client/types.ts';

/**
 * Whether the server's cache may answer for one attribute. By default it may, as in Tango's own clients; but after a
 * write of ours a cache that was filled before it would show the old value as if it came after.
 */
export class Freshness {
  /** A write was sent, and nothing was read from the device itself since. */
  #written = false;
  /** Server time of the first value read after our last write: what is older is from before it. */
  #floor: bigint | undefined;
  #writes = 0;

  /** Called when a write begins and when it ends: a value read between the two may be of either side. */
  wrote(): void {
    this.#written = true;
    this.#floor = undefined;
    this.#writes++;
  }

  get source(): DevSource {
    return this.#written ? 'DEV' : 'CACHE_DEV';
  }

  /** Taken before a read and given to {@link accept} with its result. */
  get mark(): number {
    return this.#writes;
  }

  /** Learns from a value that was read. False: the cache was filled before our last write, so ask the device itself. */
  accept(value: AttributeValue, source: DevSource, mark: number): boolean {
    // The time of an error means nothing, and a read that a write overtook tells nothing of its result.
    if (mark !== this.#writes || value.errors.length > 0 || value.quality === 'ATTR_INVALID') return true;
    if (source === 'DEV') {
      if (this.#written) this.#floor = value.timeNs;
      this.#written = false;
      return true;
    }
    if (this.#floor !== undefined && value.timeNs < this.#floor) return false;
    this.#floor = undefined;
    return true;
  }
}
