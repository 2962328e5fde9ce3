import { remembered } from '../remembered.ts';

/** A Map whose values are made when they are first asked for, each of what stands under its key in another one. */
export class LazyMap<T, V> implements ReadonlyMap<string, V> {
  readonly #known = new Map<string, V>();
  readonly #keys: ReadonlyMap<string, T>;
  readonly #make: (of: T, key: string) => V;

  constructor(of: ReadonlyMap<string, T>, make: (of: T, key: string) => V) {
    this.#keys = of;
    this.#make = make;
  }

  get size(): number {
    return this.#keys.size;
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  get(key: string): V | undefined {
    if (!this.#keys.has(key)) return undefined;
    return remembered(this.#known, key, () => this.#make(this.#keys.get(key) as T, key));
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
