/** A target of searches: how often it was asked for decides how soon it is again. */
export interface Scheduled {
  /** Bucket that it lies in; undefined while it is not looked for. */
  bucket: number | undefined;
  tries: number;
}

const BUCKETS = 30;
/** A bucket with so many more than the next one leaves some to it. */
const UNEVEN = 100;

/**
 * When to ask for what, as pvxs does: thirty buckets, of which one is due each second. What is not found goes one
 * bucket further each time, so the pauses grow to half a minute.
 */
export class SearchSchedule<T extends Scheduled> {
  readonly #buckets: Set<T>[] = Array.from({ length: BUCKETS }, () => new Set<T>());
  #current = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  *all(): IterableIterator<T> {
    for (const bucket of this.#buckets) yield* bucket;
  }

  /** To be asked for at the next tick. */
  add(target: T): void {
    this.remove(target);
    target.tries = 0;
    this.#put(target, this.#current);
  }

  /** To be asked for after what was just asked, as if it had been due now. */
  asked(target: T): void {
    this.remove(target);
    target.tries = Math.min(BUCKETS, target.tries + 1);
    // The next tick is that of the current bucket.
    const bucket = this.#current + target.tries - 1;
    this.#put(target, target.tries < BUCKETS ? this.#even(bucket) : bucket);
  }

  /** To be asked for as late as may be: who answered did not mean it. */
  putOff(target: T): void {
    this.remove(target);
    target.tries = BUCKETS;
    this.#put(target, this.#current + BUCKETS - 1);
  }

  remove(target: T): void {
    if (target.bucket === undefined) return;
    if (this.#buckets[target.bucket]!.delete(target)) this.#size -= 1;
    target.bucket = undefined;
  }

  /** Those that are due now; each is already scheduled for the next time. `again` leaves the pauses as they are. */
  tick(again = false): readonly T[] {
    const due = [...this.#buckets[this.#current]!];
    this.#buckets[this.#current]!.clear();
    this.#size -= due.length;
    this.#current = (this.#current + 1) % BUCKETS;
    for (const target of due) {
      target.bucket = undefined;
      if (again) this.#put(target, this.#current + BUCKETS - 1);
      else this.asked(target);
    }
    return due;
  }

  /** The bucket, or the one after it when that is much emptier. */
  #even(bucket: number): number {
    const [here, next] = [this.#sizeOf(bucket), this.#sizeOf(bucket + 1)];
    return here > next + UNEVEN ? bucket + 1 : bucket;
  }

  #sizeOf(bucket: number): number {
    return this.#buckets[bucket % BUCKETS]!.size;
  }

  #put(target: T, bucket: number): void {
    target.bucket = bucket % BUCKETS;
    this.#buckets[target.bucket]!.add(target);
    this.#size += 1;
  }
}
