import type { CaType, CaValue } from '@devgen/runtime/ca/codec';
import type { Dbf, FieldValue } from '../record/dbf.ts';

const ARRAYS = {
  short: Int16Array,
  float: Float32Array,
  enum: Uint16Array,
  char: Uint8Array,
  long: Int32Array,
  double: Float64Array,
} as const;

/** How numbers are written as texts. */
export interface TextForm {
  readonly dbf: Dbf;
  readonly precision: number;
  /** Of an enum or a menu. */
  readonly choices: readonly string[];
}

/** A field's value in a type of Channel Access. Throws for a text that is no number. */
export function inType(value: FieldValue, type: CaType, form: TextForm): CaValue {
  if (type === 'string') return textOf(value, form);
  if (typeof value !== 'object') return numberIn(value, type);
  const out = new ARRAYS[type](value.length);
  for (let index = 0; index < value.length; index++) out[index] = numberIn(value[index]!, type);
  return out;
}

const LONG_BITS = 32;
const LONG_RANGE = 2 ** 31;
const FLOAT_MAX = 3.402_823_466_385_288_6e38;

/** As C converts it where IOCs run: whole numbers wrap, and a real number that is too large is the least one. */
export function numberIn(value: number | bigint | string, type: Exclude<CaType, 'string'>): number {
  if (typeof value === 'bigint' && type !== 'double' && type !== 'float') {
    return wrapped(Number(BigInt.asIntN(LONG_BITS, value)), type);
  }
  const number = numberOf(value);
  if (type === 'double') return number;
  if (type === 'float') return Number.isFinite(number) ? Math.min(Math.max(number, -FLOAT_MAX), FLOAT_MAX) : number;
  const isLarge = Math.abs(number) >= LONG_RANGE || Number.isNaN(number);
  return wrapped(isLarge ? -LONG_RANGE : number, type);
}

function wrapped(number: number, type: Exclude<CaType, 'string'>): number {
  const cell = new ARRAYS[type](1);
  cell[0] = number;
  return cell[0]!;
}

function numberOf(value: number | bigint | string): number {
  const number = Number(value);
  if (typeof value === 'string' && Number.isNaN(number)) throw new RangeError(`"${value}" is not a number`);
  return number;
}

function textOf(value: FieldValue, form: TextForm): CaValue {
  if (typeof value === 'object')
    return Array.from(value as ArrayLike<number | bigint | string>, (each) => single(each, form));
  return single(value, form);
}

function single(value: number | bigint | string, { dbf, precision, choices }: TextForm): string {
  if (typeof value === 'string') return value;
  if (dbf === 'ENUM' || dbf === 'MENU') return choices[Number(value)] ?? '';
  if (dbf === 'DOUBLE') return doubleText(Number(value), precision);
  return dbf === 'FLOAT' ? floatText(Number(value), precision) : `${value}`;
}

/** From here on numbers are written in another way, if they do not want more digits than so. */
const LARGE = 1e7;
const LARGER = 1e16;
const MOST_DIGITS = 8;

function doubleText(value: number, precision: number): string {
  if (!isOdd(value, precision)) return value.toFixed(Math.max(0, precision));
  if (precision > MOST_DIGITS || Math.abs(value) > LARGER) return exponentText(value, Math.min(precision, 17), 7);
  const digits = Math.min(precision, 3);
  return value.toFixed(digits).padStart(digits + 7);
}

function floatText(value: number, precision: number): string {
  return isOdd(value, precision) ? exponentText(value, precision, 6) : value.toFixed(Math.max(0, precision));
}

function isOdd(value: number, precision: number): boolean {
  return Number.isNaN(value) || Math.abs(value) > LARGE || precision > MOST_DIGITS;
}

/** As C's `%e`, in a field of as many characters as the precision and so many more. */
function exponentText(value: number, precision: number, more: number): string {
  if (Number.isNaN(value)) return 'nan';
  const text = Number.isFinite(value)
    ? value.toExponential(precision).replace(/e([+-])(\d)$/, 'e$10$2')
    : value > 0
      ? 'inf'
      : '-inf';
  return text.padStart(precision + more);
}
