import { DevgenError } from '../contract/errors.ts';
import { isNumberArray, tagOf, typedArrayOf } from '../value/typed-array.ts';
import { recordOf } from '../support/record.ts';
import { valueText } from '../value/value-text.ts';

/** What JSON and YAML can say. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

const scalars = ['i8', 'u8', 'i16', 'u16', 'i32', 'u32', 'i64', 'u64', 'f32', 'f64'] as const;
const byArray: ReadonlyMap<string, string> = new Map(
  scalars.map((scalar) => [tagOf(new (typedArrayOf(scalar)!)(0)), scalar]),
);
const special: readonly number[] = [NaN, Infinity, -Infinity, -0];

/**
 * A value in the words of JSON. What JSON has no word for is an object with one key: `{ $f64: 'NaN' }`, `{ $bigint: '5' }`,
 * `{ $u8: [1, 2] }`; a `$` before a key of the value's own is doubled.
 */
export function toPlain(value: unknown): Plain {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return isSpecial(value) ? { $f64: textOf(value) } : value;
  if (typeof value === 'bigint') return { $bigint: String(value) };
  if (isNumberArray(value)) {
    const type = byArray.get(tagOf(value));
    if (type !== undefined) return { [`$${type}`]: Array.from<number | bigint, Plain>(value, elementText) };
  }
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value !== 'object') throw wrong(`${valueText(value)} is no value`, value);
  const entries = Object.entries(value).map(([key, item]) => [key.replace(/^\$/, '$$$$'), toPlain(item)] as const);
  return recordOf(entries);
}

/** The value again, exactly; what YAML says by itself (`.nan`) may stand for itself. Throws SETTINGS.SYNTAX. */
export function fromPlain(plain: unknown): unknown {
  if (Array.isArray(plain)) return plain.map(fromPlain);
  if (typeof plain !== 'object' || plain === null) {
    if (plain === undefined || typeof plain === 'function' || typeof plain === 'symbol') throw wrong('no value', plain);
    return plain;
  }
  const entries = Object.entries(plain);
  const tag = entries.find(([key]) => /^\$(?!\$)/.test(key));
  if (tag === undefined) return recordOf(entries.map(([key, item]) => [key.replace(/^\$\$/, '$'), fromPlain(item)]));
  if (entries.length > 1) throw wrong(`${tag[0]} stands beside other keys`, plain);
  return tagged(tag[0].slice(1), tag[1]);
}

function tagged(type: string, content: unknown): unknown {
  if (type === 'bigint') return bigintOf(content);
  if (type === 'f64' && typeof content === 'string') return numberOf(content);
  const constructor = (scalars as readonly string[]).includes(type) ? typedArrayOf(type) : undefined;
  if (constructor === undefined) throw wrong(`$${type} is not known: is this text from a newer devgen?`, content);
  if (!Array.isArray(content)) throw wrong(`$${type} takes a list`, content);
  const array = new constructor(content.length);
  for (const [index, item] of content.entries()) {
    const element = type.endsWith('64') && !type.startsWith('f') ? bigintOf(item) : numberOf(item);
    array[index] = element;
    // A number out of range would be another one.
    if (!type.startsWith('f') && array[index] !== element) throw wrong(`$${type} cannot hold ${String(item)}`, item);
  }
  return array;
}

function bigintOf(content: unknown): bigint {
  if (typeof content === 'bigint') return content;
  if (typeof content === 'string' && /^-?\d+$/.test(content)) return BigInt(content);
  if (Number.isSafeInteger(content)) return BigInt(content as number);
  throw wrong('expected digits', content);
}

function numberOf(content: unknown): number {
  if (typeof content === 'number') return content;
  const number = special.find((known) => textOf(known) === content);
  if (number !== undefined) return number;
  throw wrong('expected a number, "NaN", "Infinity", "-Infinity" or "-0"', content);
}

function elementText(element: number | bigint): Plain {
  return typeof element === 'bigint' || isSpecial(element) ? textOf(element) : element;
}

function isSpecial(value: number): boolean {
  return special.some((known) => Object.is(known, value));
}

function textOf(value: number | bigint): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function wrong(why: string, actual: unknown): DevgenError {
  return new DevgenError(why, {
    code: 'SETTINGS.SYNTAX',
    actual,
    hint: 'numbers, texts, lists and objects are as in JSON, all else like { "$f64": "NaN" }',
  });
}
