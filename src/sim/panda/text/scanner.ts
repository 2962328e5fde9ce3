import { Refusal, require } from './refusal.ts';

/** The longest name, as the C server's buffer of 32 bytes has it. */
const NAME_LIMIT = 31;

const LETTERS = /[A-Za-z_]+/y;
const WITH_DIGITS = /[A-Za-z_][A-Za-z_0-9]*/y;
const BEFORE_NUMBER = /[A-Za-z_](?:[A-Za-z_0-9]*[A-Za-z_])?/y;
const DIGITS = /[0-9]+/y;
const BLANKS = /[ \t]*/y;
const INTEGER = /[ \t\v\f\r]*([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)/y;
const FLOAT =
  /[ \t\v\f\r]*([+-]?)(inf(?:inity)?|nan|0[xX][0-9a-fA-F]+|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)/iy;

/**
 * Reads a text from left to right, as leniently as the C server does: numbers are those of `strtol` with base 0 and of
 * `strtod`, so that `010` is 8, blanks may lead, and an integer wraps where it does not fit.
 */
export class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get rest(): string {
    return this.#text.slice(this.#at);
  }

  /** Goes past the character if it comes next. */
  take(character: string): boolean {
    if (!this.#text.startsWith(character, this.#at)) return false;
    this.#at += character.length;
    return true;
  }

  /** Letters and underscores; with digits, if asked for, behind the first. */
  name(digits = false): string {
    return this.#name(digits ? WITH_DIGITS : LETTERS);
  }

  /** A name that may have digits within, and ends before those that number an instance. */
  numberedName(): string {
    return this.#name(BEFORE_NUMBER);
  }

  /** Decimal digits, without sign or blanks; undefined where there are none. */
  digits(): number | undefined {
    const digits = this.#match(DIGITS)?.[0];
    return digits === undefined ? undefined : Number(digits);
  }

  /** Of 64 bits, unsigned; a minus sign wraps. */
  integer(): bigint {
    const found = this.#match(INTEGER);
    require(found !== undefined, 'Number missing');
    const digits = found[2]!;
    const size = /^0[0-7]+$/.test(digits) ? BigInt(`0o${digits}`) : BigInt(digits);
    require(size < 1n << 64n, 'Error converting number');
    return BigInt.asUintN(64, found[1] === '-' ? -size : size);
  }

  /** The low 32 bits of an integer, unsigned. */
  uint32(): number {
    return Number(BigInt.asUintN(32, this.integer()));
  }

  double(): number {
    const found = this.#match(FLOAT);
    require(found !== undefined, 'Number missing');
    const text = found[2]!.toLowerCase();
    const size = text.startsWith('inf') ? Infinity : text === 'nan' ? NaN : Number(text);
    return found[1] === '-' ? -size : size;
  }

  bit(): number {
    if (this.take('0')) return 0;
    if (this.take('1')) return 1;
    throw new Refusal('Invalid bit value');
  }

  blanks(): void {
    this.#match(BLANKS);
  }

  get atEnd(): boolean {
    return this.#at === this.#text.length;
  }

  end(): void {
    require(this.atEnd, 'Unexpected character after input');
  }

  #name(pattern: RegExp): string {
    const name = this.#match(pattern)?.[0];
    require(name !== undefined, 'No name found');
    require(name.length <= NAME_LIMIT, 'Name too long');
    return name;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.#at = pattern.lastIndex;
    return found;
  }
}
