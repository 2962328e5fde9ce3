import { isMap, isScalar, isSeq, type Node, type Pair, stringify } from 'yaml';

/** Where an entry ends, without the comments behind it. */
export function endOf({ key, value }: Pair<Node, Node | null>): number {
  if (value === null || (isScalar(value) && value.value === null && value.source === '')) return key.range?.[1] ?? 0;
  if ((isMap(value) || isSeq(value)) && value.flow !== true) {
    const last: unknown = value.items.at(-1);
    if (last !== undefined) return isSeq(value) ? endOfItem(last as Node) : endOf(last as Pair<Node, Node | null>);
  }
  return value.range?.[1] ?? 0;
}

function endOfItem(item: Node): number {
  return isMap(item) && item.flow !== true
    ? endOf(item.items.at(-1) as Pair<Node, Node | null>)
    : (item.range?.[1] ?? 0);
}

/** Behind the line end that follows. */
export function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at + 1;
}

export function indentAt(text: string, offset: number): number {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  // The first key of a map in a list stands behind a dash.
  return /^ *(?:- +)*/.exec(line)?.[0].length ?? 0;
}

export function flowPair(key: string, value: unknown): string {
  return `${flowValue(key)}: ${flowValue(value)}`;
}

/** On one line, and right within braces too. */
export function flowValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowValue).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, inner]) => flowPair(key, inner))
      .join(', ')} }`;
  const text = stringify(value, { lineWidth: 0 }).trimEnd();
  return text.includes('\n') || (/[,[\]{}]/.test(text) && !/^["']/.test(text)) ? JSON.stringify(value) : text;
}

/** The value under keys within keys. */
export function nested(path: readonly (string | number)[], value: unknown): unknown {
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}
