/** A Map whose values are made when they are first asked for; the keys are known. */
export class LazyMap<V> implements ReadonlyMap<string, V> {
  readonly #known = new Map<string, V>();
  readonly #keys: ReadonlyMap<string, () => V>;

  constructor(makers: ReadonlyMap<string, () => V>) {
    this.#keys = makers;
  }

  get size(): number {
    return this.#keys.size;
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  get(key: string): V | undefined {
    const make = this.#keys.get(key);
    if (make === undefined) return undefined;
    if (!this.#known.has(key)) this.#known.set(key, make());
    return this.#known.get(key);
  }

  keys(): MapIterator<string> {
    return this.#keys.keys();
  }

  *values(): MapIterator<V> {
    for (const [, value] of this) yield value;
  }

  *entries(): MapIterator<[string, V]> {
    for (const key of this.#keys.keys()) yield [key, this.get(key) as V];
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  forEach(callback: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this) callback(value, key, this);
  }
}
