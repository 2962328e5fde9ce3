import type { Node, Pair, YAMLMap } from 'yaml';
import type { RenameKey } from './edit-config.ts';
import type { Spot } from './spot.ts';
import { endOf, flowValue, lineEnd } from './yaml-text.ts';

type Entry = Pair<Node, Node | null>;

/** The text with another name for the key that the path leads to; `undefined` where it leads to none. */
export function withKey(text: string, { pair, depth }: Spot, { path, key }: RenameKey): string | undefined {
  if (pair === undefined || depth < path.length) return undefined;
  const [from, to] = pair.key.range ?? [0, 0];
  return text.slice(0, from) + flowValue(key) + text.slice(to);
}

/**
 * The text without the entry that the path leads to, and without what would be empty then. Comments within it and behind
 * it on its line go with it; those above stay, for who knows what they are about.
 */
export function withoutEntry(text: string, { trail }: Spot): string | undefined {
  const at = trail.findLastIndex(({ map }) => map.items.length > 1);
  const place = trail[at];
  if (place === undefined) return undefined;
  const { map, pair } = place;
  return map.flow === true ? fromFlow(text, map, pair) : fromBlock(text, pair);
}

function fromBlock(text: string, pair: Entry): string {
  const key = pair.key.range?.[0] ?? 0;
  const from = text.lastIndexOf('\n', key - 1) + 1;
  const end = endOf(pair);
  return text.slice(0, from) + text.slice(text[end - 1] === '\n' ? end : lineEnd(text, end));
}

function fromFlow(text: string, map: YAMLMap<Node, Node | null>, pair: Entry): string {
  const at = map.items.indexOf(pair);
  const next = map.items[at + 1];
  if (next !== undefined) return text.slice(0, pair.key.range?.[0]) + text.slice(next.key.range?.[0]);
  const before = map.items[at - 1];
  return text.slice(0, before === undefined ? 0 : endOf(before)) + text.slice(endOf(pair));
}
