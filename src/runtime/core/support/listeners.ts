/** Callbacks of users: one that throws is reported as an uncaught error and spoils nothing else. */
export class Listeners<T> {
  /** Made for the first one: of ten thousand channels few have any. */
  #callbacks: Map<symbol, (value: T) => void> | undefined;

  /** The function returned ends it; calling it twice is harmless. */
  add(callback: (value: T) => void): () => void {
    const key = Symbol();
    const callbacks = (this.#callbacks ??= new Map());
    callbacks.set(key, callback);
    return () => void callbacks.delete(key);
  }

  tell(value: T): void {
    if (this.#callbacks === undefined) return;
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
