/** A filter as Tango's databases take it: `*` is any text, case does not count. */
export function pattern(filter: string): (text: string) => boolean {
  const parts = filter.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const matcher = new RegExp(`^${parts.join('.*')}$`, 'is');
  return (text) => matcher.test(text);
}

/** Each once, whatever its case, in the order of a database's own index. */
export function distinct(texts: Iterable<string>): readonly string[] {
  const found = new Map<string, string>();
  for (const text of texts) if (!found.has(text.toLowerCase())) found.set(text.toLowerCase(), text);
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
}
