/** What an event is about; clients ask for some of them. */
export const Mask = { value: 1, log: 2, alarm: 4, property: 8 } as const;

type Listener = (mask: number) => void;

/** Who wants to know of which field. */
export class Listeners {
  readonly #byField = new Map<string, Set<Listener>>();

  add(field: string, on: Listener): () => void {
    const listeners = this.#byField.get(field) ?? new Set();
    this.#byField.set(field, listeners.add(on));
    return () => {
      listeners.delete(on);
    };
  }

  tell(field: string, mask: number): void {
    for (const listener of this.#byField.get(field) ?? []) listener(mask);
  }

  tellAll(mask: number): void {
    for (const field of this.#byField.keys()) this.tell(field, mask);
  }

  clear(): void {
    this.#byField.clear();
  }
}
