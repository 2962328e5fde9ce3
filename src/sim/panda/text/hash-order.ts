/**
 * Texts in the order of a hash: like a real PandA, which walks its hash tables, this one lists blocks, fields and
 * attributes in an order that is stable and means nothing, so that a client that forgets to sort is found out.
 */
export function hashOrder<T>(items: Iterable<T>, text: (item: T) => string): readonly T[] {
  return [...items]
    .map((item) => ({ item, hash: hash(text(item)) }))
    .toSorted((a, b) => a.hash - b.hash)
    .map(({ item }) => item);
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
