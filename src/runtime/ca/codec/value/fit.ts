import { DevgenError } from '../../../core/contract/errors.ts';
import type { CaArray, CaType, CaValue } from './ca-data.ts';
import { STRING_SIZE } from './dbr.ts';

const RANGES: Readonly<Partial<Record<CaType, readonly [low: number, high: number]>>> = {
  short: [-0x8000, 0x7fff],
  enum: [0, 0xffff],
  char: [-0x80, 0xff],
  long: [-0x8000_0000, 0x7fff_ffff],
};

const ARRAYS = {
  short: Int16Array,
  float: Float32Array,
  enum: Uint16Array,
  char: Uint8Array,
  long: Int32Array,
  double: Float64Array,
} as const;

/** Longest text of a string, in bytes: the last one is its end. */
const LONGEST = STRING_SIZE - 1;

/**
 * What a user gives for elements of a type, as it is written: numbers, numbers in any array, texts; a text as an array of
 * characters with a zero at its end. An array is copied, so that it may be changed afterwards. `VALUE.TYPE` for what does
 * not fit in as many elements.
 */
export function fitValue(value: unknown, type: CaType, most: number): CaValue {
  const fitted = fitElements(value, type);
  const count = typeof fitted === 'object' ? fitted.length : 1;
  if (count > most) throw misfit(value, `at most ${most} elements`);
  return fitted;
}

function fitElements(value: unknown, type: CaType): CaValue {
  if (type === 'string') return Array.isArray(value) ? value.map(fitText) : fitText(value);
  if (type === 'char' && typeof value === 'string') return Uint8Array.from(Buffer.from(`${value}\0`, 'utf8'));
  if (typeof value === 'object' && value !== null) return fitArray(value, type);
  return fitNumber(value, type);
}

function fitText(value: unknown): string {
  if (typeof value !== 'string') throw misfit(value, 'a text');
  const length = Buffer.byteLength(value);
  if (length <= LONGEST) return value;
  throw misfit(value, `a text of at most ${LONGEST} bytes`, 'longer ones go to the field as characters: NAME.VAL$');
}

function fitNumber(value: unknown, type: Exclude<CaType, 'string'>): number {
  const number = typeof value === 'boolean' ? Number(value) : value;
  if (typeof number !== 'number') throw misfit(value, 'a number');
  const range = RANGES[type];
  if (range === undefined || (Number.isInteger(number) && number >= range[0] && number <= range[1])) return number;
  throw misfit(value, `an integer from ${range[0]} to ${range[1]}`);
}

function fitArray(value: object, type: Exclude<CaType, 'string'>): CaArray {
  const wanted = ARRAYS[type];
  if (value instanceof wanted || (type === 'char' && value instanceof Int8Array)) return new wanted(value);
  if (!Array.isArray(value) && !isNumbers(value)) throw misfit(value, 'an array of numbers');
  const fitted = new wanted(value.length);
  for (let index = 0; index < value.length; index++) fitted[index] = fitNumber(value[index], type);
  return fitted;
}

function isNumbers(value: object): value is ArrayLike<number> {
  return ArrayBuffer.isView(value) && !(value instanceof DataView) && !(value instanceof BigInt64Array);
}

function misfit(
  value: unknown,
  expected: string,
  hint = 'get() shows the type and the number of elements',
): DevgenError {
  const shown = typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : textOf(value);
  return new DevgenError(`${shown} is not ${expected}`, { code: 'VALUE.TYPE', expected, actual: value, hint });
}

function textOf(value: unknown): string {
  if (Array.isArray(value) || ArrayBuffer.isView(value))
    return `an array of ${(value as unknown as ArrayLike<unknown>).length}`;
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
