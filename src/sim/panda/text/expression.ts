import { Refusal, require } from './refusal.ts';

const CONSTANTS: Readonly<Record<string, number>> = {
  0: 0,
  1: 0xffffffff,
  A: 0xffff0000,
  B: 0xff00ff00,
  C: 0xf0f0f0f0,
  D: 0xcccccccc,
  E: 0xaaaaaaaa,
};

/** From the loosest to the closest; `==` is `=`. */
const BINARY: readonly (readonly [readonly string[], (a: number, b: number) => number])[] = [
  [['=>'], (a, b) => ~a | b],
  [['|'], (a, b) => a | b],
  [['^'], (a, b) => a ^ b],
  [['&'], (a, b) => a & b],
  [['=', '=='], (a, b) => ~(a ^ b)],
];

/**
 * The 32 bits of a five-input lookup table that an expression of `A` to `E` describes, with `~ & | ^ = =>`, `?:`,
 * parentheses, `0` and `1`.
 */
export function lookupTable(expression: string): number {
  const tokens = [...tokensOf(expression)];
  const value = ternary(tokens);
  require(tokens.length === 0, tokens[0] === ')' ? 'Unmatched close parenthesis' : 'Operator expected');
  return value >>> 0;
}

function* tokensOf(expression: string): Generator<string> {
  const token = / *(=>|==|[01A-E()~&|^=?:])/y;
  const end = expression.trimEnd().length;
  while (token.lastIndex < end) {
    const found = token.exec(expression);
    if (found === null) throw new Refusal('Invalid token');
    yield found[1]!;
  }
}

function ternary(tokens: string[]): number {
  const condition = binary(tokens, 0);
  if (tokens[0] !== '?') return condition;
  tokens.shift();
  const met = ternary(tokens);
  require(tokens.shift() === ':', 'No matching :');
  const unmet = ternary(tokens);
  return (condition & met) | (~condition & unmet);
}

function binary(tokens: string[], level: number): number {
  const operator = BINARY[level];
  if (operator === undefined) return operand(tokens);
  const [signs, apply] = operator;
  let value = binary(tokens, level + 1);
  while (signs.includes(tokens[0]!)) {
    tokens.shift();
    value = apply(value, binary(tokens, level + 1));
  }
  return value;
}

function operand(tokens: string[]): number {
  const token = tokens.shift();
  require(token !== undefined, 'Value missing');
  if (token === '~') return ~operand(tokens);
  if (token === '(') {
    const value = ternary(tokens);
    require(tokens.shift() === ')', 'No matching close parenthesis');
    return value;
  }
  const constant = Object.hasOwn(CONSTANTS, token) ? CONSTANTS[token] : undefined;
  require(constant !== undefined, 'Value missing');
  return constant;
}
