/** What is listened to, by PV: begun when it comes to be wanted, ended when it is wanted no more. */
export class Followed<K> {
  readonly #begin: (pv: string, kind: K) => () => void;
  readonly #running = new Map<string, { readonly kind: K; readonly stop: () => void }>();

  /** `begin` returns the function that ends it. */
  constructor(begin: (pv: string, kind: K) => () => void) {
    this.#begin = begin;
  }

  /** One whose kind is another one now begins anew. */
  follow(wanted: ReadonlyMap<string, K>): void {
    for (const [pv, { kind, stop }] of this.#running) {
      if (wanted.get(pv) === kind) continue;
      stop();
      this.#running.delete(pv);
    }
    for (const [pv, kind] of wanted)
      if (!this.#running.has(pv)) this.#running.set(pv, { kind, stop: this.#begin(pv, kind) });
  }

  stop(): void {
    this.follow(new Map());
  }
}
