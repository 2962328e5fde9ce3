import { distinct, pattern } from './pattern.ts';

export type Values = readonly string[];

interface Row<T> {
  readonly name: string;
  readonly value: T;
}

/** By names of which the case does not count. */
class NamedRows<T> {
  readonly #rows = new Map<string, Row<T>>();

  get(name: string): T | undefined {
    return this.#rows.get(name.toLowerCase())?.value;
  }

  set(name: string, value: T): void {
    this.#rows.set(name.toLowerCase(), { name: this.#rows.get(name.toLowerCase())?.name ?? name, value });
  }

  delete(name: string): void {
    this.#rows.delete(name.toLowerCase());
  }

  names(): readonly string[] {
    return distinct([...this.#rows.values()].map(({ name }) => name));
  }
}

/** Properties of objects: devices, classes, or free ones. */
export class PropertyTable {
  readonly #objects = new NamedRows<NamedRows<Values>>();

  /** Values in all, each of which is a row of a real database. */
  get size(): number {
    const rows = this.objects().flatMap((object) => [...this.of(object).values()]);
    return rows.reduce((sum, values) => sum + values.length, 0);
  }

  get(object: string, property: string): Values | undefined {
    return this.#objects.get(object)?.get(property);
  }

  put(object: string, property: string, values: Values): void {
    const properties = this.#objects.get(object) ?? new NamedRows<Values>();
    properties.set(property, values);
    this.#objects.set(object, properties);
  }

  delete(object: string, property: string): void {
    const properties = this.#objects.get(object);
    properties?.delete(property);
    if (properties?.names().length === 0) this.#objects.delete(object);
  }

  deleteObject(object: string): void {
    for (const name of this.names(object)) this.delete(object, name);
  }

  objects(filter = '*'): readonly string[] {
    return this.#objects.names().filter(pattern(filter));
  }

  names(object: string, filter = '*'): readonly string[] {
    return (this.#objects.get(object)?.names() ?? []).filter(pattern(filter));
  }

  /** All of one object. */
  of(object: string): ReadonlyMap<string, Values> {
    return new Map(this.names(object).map((name) => [name, this.get(object, name) ?? []]));
  }
}
