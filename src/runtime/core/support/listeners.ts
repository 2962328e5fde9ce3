/** Callbacks of users: one that throws is reported as an uncaught error and spoils nothing else. */
export class Listeners<T> {
  readonly #callbacks = new Map<symbol, (value: T) => void>();

  /** The function returned ends it; calling it twice is harmless. */
  add(callback: (value: T) => void): () => void {
    const key = Symbol();
    this.#callbacks.set(key, callback);
    return () => void this.#callbacks.delete(key);
  }

  tell(value: T): void {
    for (const callback of this.#callbacks.values()) {
      try {
        callback(value);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
