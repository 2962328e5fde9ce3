import type { Described, Found } from '../../../src/sources/source.ts';

/** Everything that a source tells. */
export async function gather<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export function running(found: readonly Found[]): Found[] {
  return found.filter((device) => device.running);
}

export function failures(described: readonly Described[]): (Described & { readonly ok: false })[] {
  return described.filter((one) => !one.ok);
}
