/** Results in the order in which they are ready, for one reader. */
export class Results<T> {
  readonly #ready: T[] = [];
  #wake: () => void = () => {};
  #ended = false;

  push(item: T): void {
    this.#ready.push(item);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async *items(): AsyncGenerator<T, void, undefined> {
    for (;;) {
      const items = this.#ready.splice(0);
      yield* items;
      if (items.length > 0) continue;
      if (this.#ended) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
