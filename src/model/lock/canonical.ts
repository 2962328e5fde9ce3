/** JSON with sorted keys, on one line. What is absent or `undefined` is not written; a `bigint` is a text of digits. */
export function canonical(value: unknown): string {
  switch (typeof value) {
    case 'bigint':
      return `"${value}"`;
    case 'object':
      break;
    default:
      return JSON.stringify(value);
  }
  if (isCanonical(value)) return JSON.stringify(value);
  if (value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  return value instanceof Map ? printEntries(sortedEntries(value)) : printRecord(value as Record<string, unknown>);
}

/** Whether JSON's own printing, which is much faster, gives the same: keys in order, nothing that it prints otherwise. */
function isCanonical(value: unknown): boolean {
  if (typeof value !== 'object') return typeof value !== 'bigint' && value !== undefined;
  if (value === null) return true;
  if (Array.isArray(value)) return value.every(isCanonical);
  if (value instanceof Map) return false;
  let last = '';
  for (const key of Object.keys(value)) {
    if (key < last || !isCanonical((value as Readonly<Record<string, unknown>>)[key])) return false;
    last = key;
  }
  return true;
}

/** Text added piece by piece, and no entries made: a lock of a large facility has a hundred thousand of these. */
function printRecord(record: Readonly<Record<string, unknown>>): string {
  let text = '';
  let last = '';
  for (const key of Object.keys(record)) {
    if (key < last) return printEntries(sortedEntries(record));
    last = key;
    const value = record[key];
    if (value !== undefined) text += `${text === '' ? '' : ','}${quoted(key)}:${canonical(value)}`;
  }
  return `{${text}}`;
}

function printEntries(entries: readonly (readonly [string, unknown])[]): string {
  let text = '';
  for (const [key, value] of entries)
    if (value !== undefined) text += `${text === '' ? '' : ','}${quoted(key)}:${canonical(value)}`;
  return `{${text}}`;
}

/** Keys are few: most are words of the format. */
function quoted(key: string): string {
  return /^\w+$/.test(key) ? `"${key}"` : JSON.stringify(key);
}

/** The entries of a record or a Map, in the order of code units: no locale sorts otherwise. */
export function sortedEntries(of: object): [string, unknown][] {
  const entries: [string, unknown][] = of instanceof Map ? [...(of as Map<string, unknown>)] : Object.entries(of);
  // What comes from a lock is in order already.
  return entries.every(([key], at) => at === 0 || (entries[at - 1]?.[0] ?? '') < key)
    ? entries
    : entries.toSorted(byKey);
}

/** The keys of a record, in the same order. */
export function sortedKeys(of: object): readonly string[] {
  const keys = Object.keys(of);
  let last = '';
  for (const key of keys) {
    if (key < last) return keys.toSorted(compareText);
    last = key;
  }
  return keys;
}

/** Code unit order, for `sort`. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A Map of the same entries in the order of its keys. */
export function sortedMap<V>(entries: Iterable<readonly [string, V]>): Map<string, V> {
  return new Map([...entries].toSorted(byKey));
}

function byKey(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return compareText(a[0], b[0]);
}
