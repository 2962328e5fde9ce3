import { isDeepStrictEqual } from 'node:util';
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  stringify,
  type YAMLMap,
} from 'yaml';
import { ConfigError } from './config-error.ts';

/** Of a map, or the index into a list, which must be there. */
type Key = string | number;

/** A value to write at a path of keys. */
export interface ConfigEdit {
  readonly path: readonly Key[];
  readonly value: string | boolean | readonly string[];
}

/**
 * The text of a config with values set. Nothing else of it changes by a byte: it is a user's own, with comments, order,
 * quotes and line ends as they like them. Throws `CONFIG.EDIT` where a place cannot be written to without that.
 */
export function edited(text: string, edits: readonly ConfigEdit[], file: string): string {
  return edits.reduce((before, edit) => withValue(before, edit, file), text);
}

function withValue(text: string, edit: ConfigEdit, file: string): string {
  const { path, value } = edit;
  const lines = new LineCounter();
  const document = parseDocument<Node>(text, { lineCounter: lines });
  const spot = spotOf(document.contents, path);
  const after = spot && splice(text, spot, edit);
  // Whatever the file looks like: it must say what it said, and the one thing more.
  const expected = setIn(document.toJS({ mapAsMap: true }), path, value);
  const again = after === undefined ? undefined : parseDocument(after);
  if (after !== undefined && again?.errors.length === 0 && isDeepStrictEqual(again.toJS({ mapAsMap: true }), expected))
    return after;
  const { line, col } = lines.linePos(spot?.node?.range?.[0] ?? 0);
  const [first = '', ...keys] = path.slice(path.findLastIndex((key) => typeof key === 'number') + 1);
  throw new ConfigError('CONFIG.EDIT', `devgen cannot write ${path.join('.')} into the config`, {
    where: { file, line, column: col },
    why: 'What stands there is shared by an anchor, or of a form that devgen does not edit. Nothing was written.',
    hint: `Write it yourself: ${flowPair(String(first), nested(keys, value))}`,
  });
}

/** How far a path exists. */
interface Spot {
  readonly node: Node | null;
  /** The entry whose value the node is. */
  readonly pair: Pair<Node, Node | null> | undefined;
  readonly isFlow: boolean;
  /** How many keys of the path lead to the node. */
  readonly depth: number;
}

function spotOf(root: Node | null, path: readonly Key[]): Spot | undefined {
  let spot: Spot = { node: root, pair: undefined, isFlow: false, depth: 0 };
  for (;;) {
    const { node, depth } = spot;
    if (isAlias(node)) return undefined;
    const key = path[depth];
    if (isSeq(node) && typeof key === 'number') {
      const isFlow = spot.isFlow || node.flow === true;
      spot = { node: (node.items[key] ?? null) as Node | null, pair: undefined, isFlow, depth: depth + 1 };
      continue;
    }
    if (!isMap(node) || depth === path.length) return spot;
    const isFlow = spot.isFlow || node.flow === true;
    const pair = (node as YAMLMap<Node, Node | null>).items.find(
      (each) => isScalar(each.key) && String(each.key.value) === key,
    );
    if (pair === undefined) return { ...spot, isFlow };
    spot = { node: pair.value, pair, isFlow, depth: depth + 1 };
  }
}

function splice(text: string, spot: Spot, { path, value }: ConfigEdit): string | undefined {
  const { node, pair, isFlow, depth } = spot;
  const rest = nested(path.slice(depth), value);
  if (isMap(node)) {
    const more = [String(path[depth] ?? ''), nested(path.slice(depth + 1), value)] as const;
    return isFlow ? intoFlow(text, node, ...more) : intoBlock(text, node, ...more, depth === 0);
  }
  const isEmpty = node === null || (isScalar(node) && node.value === null);
  if (!isEmpty && depth < path.length) return undefined;
  if (node !== null && !isEmpty) return replaced(text, node, value);
  const keyEnd = pair?.key.range?.[1] ?? 0;
  if (depth === path.length || isFlow) {
    const at = text.indexOf(':', keyEnd) + 1;
    return `${text.slice(0, at)} ${flowValue(rest)}${text.slice(at)}`;
  }
  return insertLines(text, lineEnd(text, keyEnd), blockLines(rest, indentAt(text, pair?.key.range?.[0] ?? 0) + 2));
}

function replaced(text: string, node: Node, value: ConfigEdit['value']): string {
  const [from, to] = node.range ?? [0, 0];
  const ending = /\r?\n$/.exec(text.slice(from, to))?.[0] ?? '';
  return `${text.slice(0, from)}${flowValue(value)}${ending}${text.slice(to)}`;
}

function intoFlow(text: string, map: YAMLMap, key: string, value: unknown): string {
  const last = map.items.at(-1);
  const pair = flowPair(key, value);
  const end = (map.range?.[1] ?? 1) - 1;
  if (last === undefined) return `${text.slice(0, end).replace(/[ \t]+$/, '')} ${pair} ${text.slice(end)}`;
  const at = endOf(last as Pair<Node, Node | null>);
  return `${text.slice(0, at)}, ${pair}${text.slice(at)}`;
}

function intoBlock(text: string, map: YAMLMap, key: string, value: unknown, isRoot: boolean): string {
  const [first] = map.items as Pair<Node, Node | null>[];
  const last = map.items.at(-1) as Pair<Node, Node | null> | undefined;
  if (first === undefined || last === undefined) return text;
  const end = endOf(last);
  const at = text[end - 1] === '\n' ? end : lineEnd(text, end);
  const lines = blockLines({ [key]: value }, indentAt(text, first.key.range?.[0] ?? 0));
  return insertLines(text, at, isRoot ? ['', ...lines] : lines);
}

/** Where an entry ends, without the comments behind it. */
function endOf({ key, value }: Pair<Node, Node | null>): number {
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
function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at + 1;
}

function indentAt(text: string, offset: number): number {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  // The first key of a map in a list stands behind a dash.
  return /^ *(?:- +)*/.exec(line)?.[0].length ?? 0;
}

function insertLines(text: string, at: number, lines: readonly string[]): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const before = text.slice(0, at);
  const open = before === '' || before.endsWith('\n') ? before : before + eol;
  return `${open}${lines.map((line) => line + eol).join('')}${text.slice(at)}`;
}

function blockLines(value: unknown, indent: number): readonly string[] {
  const lines = stringify(value, { lineWidth: 0 }).trimEnd().split('\n');
  return lines.map((line) => (line === '' ? '' : ' '.repeat(indent) + line));
}

function flowPair(key: string, value: unknown): string {
  return `${flowValue(key)}: ${flowValue(value)}`;
}

/** On one line, and right within braces too. */
function flowValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowValue).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, inner]) => flowPair(key, inner))
      .join(', ')} }`;
  const text = stringify(value, { lineWidth: 0 }).trimEnd();
  return text.includes('\n') || (/[,[\]{}]/.test(text) && !/^["']/.test(text)) ? JSON.stringify(value) : text;
}

function nested(path: readonly Key[], value: unknown): unknown {
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}

function setIn(of: unknown, [key, ...rest]: readonly Key[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(of)) return of.map((item, index): unknown => (index === key ? setIn(item, rest, value) : item));
  return new Map(of instanceof Map ? (of as Map<unknown, unknown>) : []).set(
    key,
    setIn(of instanceof Map ? of.get(key) : undefined, rest, value),
  );
}
