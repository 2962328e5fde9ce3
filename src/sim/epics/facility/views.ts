/** What is served of one record, by the names under which it was asked for. */
export class Views<T extends { readonly record: object }> {
  readonly #byName = new Map<string, T>();

  /** The view of that name, made where it is the first time. */
  get(name: string, make: () => T | undefined): T | undefined {
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    const made = make();
    if (made !== undefined) this.#byName.set(name, made);
    return made;
  }

  /** Forgets those of a record, and returns them. */
  take(record: object): readonly T[] {
    const taken = [...this.#byName].filter(([, view]) => view.record === record);
    for (const [name] of taken) this.#byName.delete(name);
    return taken.map(([, view]) => view);
  }
}
