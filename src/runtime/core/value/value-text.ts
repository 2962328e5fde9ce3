import { andMore, printable } from '../support/printable.ts';
import { isNumberArray, tagOf } from './typed-array.ts';

const longest = 60;

/** A value as an error message shows it: short, on one line, told apart by type. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return printable(cut(JSON.stringify(value)));
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return value.name === '' ? 'a function' : `function ${value.name}`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (isNumberArray(value)) return cut(`${tagOf(value)}(${value.length}) [${sample(value)}]`);
  if (Array.isArray(value)) return cut(`Array(${value.length}) [${sample(value)}]`);
  const keys = Object.keys(value);
  return printable(cut(`{ ${keys.map((key) => `${key}: ${tagOf(Reflect.get(value, key))}`).join(', ')} }`));
}

/** Labels as a message lists them; a position mux has hundreds. */
export function labelsText(labels: readonly string[]): string {
  return andMore(
    labels.map((label) => printable(JSON.stringify(label))),
    12,
  );
}

function sample(value: ArrayLike<unknown>): string {
  const shown = Array.from({ length: Math.min(value.length, 8) }, (_, index) => value[index]);
  return (
    shown.map((item) => (typeof item === 'object' ? tagOf(item) : valueText(item))).join(', ') +
    (value.length > 8 ? ', …' : '')
  );
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
