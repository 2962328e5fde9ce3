import type { Io } from '@devgen/runtime';
import { patiently } from './patience.ts';

/** Begins to listen to a PV, says when something was heard of it, and returns the function that ends it. */
export type Begin<K> = (pv: string, kind: K, heard: () => void) => () => void;

/** What is listened to, by PV: begun when it comes to be wanted, ended when it is wanted no more. */
export class Followed<K> {
  readonly #begin: Begin<K>;
  readonly #late: (pv: string) => void;
  readonly #running = new Map<string, { readonly kind: K; readonly stop: () => void }>();
  /** Of which nothing was heard yet. */
  readonly #silent = new Set<string>();
  /** Those among them that are waited for. */
  readonly #awaited = new Set<string>();
  #heardOne: () => void = () => {};

  /** `late` is told of one that was heard of only when nobody waited for it any more: it may have changed since. */
  constructor(begin: Begin<K>, late: (pv: string) => void) {
    this.#begin = begin;
    this.#late = late;
  }

  /**
   * One whose kind is another one now begins anew. Resolves when something was heard of each that began, from where on no
   * change is missed; those of which nothing is heard are not waited for.
   */
  async follow(wanted: ReadonlyMap<string, K>, io: Io): Promise<void> {
    this.#end(wanted);
    for (const [pv, kind] of wanted) {
      if (this.#running.has(pv)) continue;
      this.#silent.add(pv);
      this.#awaited.add(pv);
      this.#running.set(pv, { kind, stop: this.#begin(pv, kind, () => this.#hear(pv)) });
    }
    await patiently(
      io,
      () => {},
      (heard: () => void, { signal }) => this.#allHeard(heard, signal),
    );
    this.#awaited.clear();
    io.signal.throwIfAborted();
  }

  stop(): void {
    this.#end(new Map());
  }

  #end(wanted: ReadonlyMap<string, K>): void {
    for (const [pv, { kind, stop }] of this.#running) {
      if (wanted.get(pv) === kind) continue;
      stop();
      this.#running.delete(pv);
      this.#silent.delete(pv);
    }
  }

  #allHeard(heard: () => void, signal: AbortSignal): Promise<void> {
    if (this.#awaited.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
      this.#heardOne = () => {
        heard();
        if (this.#awaited.size === 0) resolve();
      };
    });
  }

  #hear(pv: string): void {
    if (!this.#silent.delete(pv)) return;
    if (this.#awaited.delete(pv)) this.#heardOne();
    else this.#late(pv);
  }
}
