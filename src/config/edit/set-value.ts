import { isAlias, isMap, isScalar, type Node, type Pair, stringify, type YAMLMap } from 'yaml';
import type { SetValue } from './edit-config.ts';
import type { Spot } from './spot.ts';
import { endOf, flowPair, flowValue, indentAt, lineEnd, nested } from './yaml-text.ts';

/** The text with the value put where the path leads to; `undefined` where that is not to be written to. */
export function withValue(text: string, spot: Spot, { path, value }: SetValue): string | undefined {
  const { node, pair, isFlow, depth } = spot;
  if (isAlias(node)) return undefined;
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

function replaced(text: string, node: Node, value: SetValue['value']): string {
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
