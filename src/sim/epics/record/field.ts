import { type Dbf, type FieldValue, isFloating, numberForm, type NumberArray } from './dbf.ts';

/** Bytes of a text, its end included, where a field says nothing else. */
const TEXT_SIZE = 40;

/** What a record type says of one of its fields. */
export interface FieldDeclaration {
  readonly dbf: Dbf;
  readonly initial?: FieldValue;
  /** The field is an array of whatever length up to its record's NELM. */
  readonly isArray?: boolean;
  /** Of a menu. The choices of an enum are the record's. */
  readonly choices?: readonly string[];
  /** Bytes of a text, its end included; 40 when absent. Only of long texts may more be put at once. */
  readonly size?: number;
  readonly isLong?: boolean;
  /** Nobody may put into it. */
  readonly isFixed?: boolean;
  /** A put into it processes a passive record. */
  readonly processes?: boolean;
  /** A change of it changes what clients know of the value: its unit, limits, choices. */
  readonly isProperty?: boolean;
}

/** What is offered for a field: by clients, and by who declares a record. */
export type FieldInput = FieldValue | boolean | ArrayLike<number> | ArrayLike<bigint>;

/** The value as the field holds it: converted, cut to its size. Throws for a text that is no number and no choice. */
export function fieldValue(declaration: FieldDeclaration, input: FieldInput, choices: readonly string[]): FieldValue {
  const { dbf, isArray, isLong, size = TEXT_SIZE } = declaration;
  if (isArray === true) return arrayValue(dbf, input);
  const single = isList(input) ? input[0] : input;
  if (dbf === 'STRING')
    return cutText(textOf(single, choices), (isLong === true ? size : Math.min(size, TEXT_SIZE)) - 1);
  if (dbf === 'ENUM' || dbf === 'MENU') return indexOf(single, choices);
  return numberValue(dbf, single);
}

/** What a field holds before anybody put anything into it. */
export function blankValue({ dbf, initial, isArray }: FieldDeclaration): FieldValue {
  if (initial !== undefined) return initial;
  if (isArray === true) return dbf === 'STRING' ? [] : new (numberForm(dbf)!.array)(0);
  if (dbf === 'STRING') return '';
  return dbf === 'INT64' || dbf === 'UINT64' ? 0n : 0;
}

function arrayValue(dbf: Dbf, input: FieldInput): FieldValue {
  const list = isList(input) ? input : [input];
  if (dbf === 'STRING') return Array.from(list as ArrayLike<unknown>, (each) => cutText(String(each), TEXT_SIZE - 1));
  const out = new (numberForm(dbf)!.array)(list.length);
  const slots = out as { [index: number]: number | bigint };
  for (let index = 0; index < list.length; index++) slots[index] = numberValue(dbf, list[index]);
  return out;
}

/** Whole numbers wrap, as C's do. */
function numberValue(dbf: Dbf, input: unknown): number | bigint {
  if (isFloating(dbf)) return dbf === 'FLOAT' ? Math.fround(numberOf(input)) : numberOf(input);
  const cell = new (numberForm(dbf)!.array)(1);
  (cell as { [index: number]: number | bigint })[0] =
    cell instanceof BigInt64Array || cell instanceof BigUint64Array ? bigintOf(input) : Math.trunc(numberOf(input));
  return cell[0]!;
}

function numberOf(input: unknown): number {
  const value = typeof input === 'string' && input.trim() === '' ? 0 : Number(input ?? 0);
  if (Number.isNaN(value) && typeof input === 'string' && input.trim().toLowerCase() !== 'nan') {
    throw new RangeError(`"${input}" is not a number`);
  }
  return value;
}

function bigintOf(input: unknown): bigint {
  if (typeof input === 'bigint') return input;
  if (typeof input === 'string' && /^\s*[+-]?\d+\s*$/.test(input)) return BigInt(input.trim());
  const value = Math.trunc(numberOf(input));
  return Number.isFinite(value) ? BigInt(value) : 0n;
}

/** A choice, or the number of one. */
function indexOf(input: unknown, choices: readonly string[]): number {
  if (typeof input !== 'string') return Math.trunc(numberOf(input)) & 0xffff;
  const index = choices.indexOf(input);
  if (index >= 0) return index;
  const value = Number(input);
  if (input.trim() === '' || !Number.isInteger(value) || value < 0 || value > 0xffff) {
    throw new RangeError(`"${input}" is no choice; there are ${choices.map((each) => `"${each}"`).join(', ')}`);
  }
  return value;
}

function textOf(input: unknown, choices: readonly string[]): string {
  return typeof input === 'number' && choices.length > 0 ? (choices[input] ?? String(input)) : String(input ?? '');
}

/** At most so many bytes of UTF-8, no character in two. */
function cutText(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  const bytes = Buffer.from(text);
  let end = most;
  while (end > 0 && (bytes[end]! & 0xc0) === 0x80) end--;
  return bytes.toString('utf8', 0, end);
}

function isList(input: unknown): input is NumberArray | readonly unknown[] {
  return Array.isArray(input) || ArrayBuffer.isView(input);
}
