import type { Refusal } from '../text/refusal.ts';

/** What a query gives: one value, or lines. */
export type Answer = string | readonly string[];

/** Bytes of a value, and of a line among several. */
const VALUE_LIMIT = 255;

export const OK = 'OK\n';

export function errorText(refusal: Refusal): string {
  return `ERR ${refusal.message}\n`;
}

/** One value that is too long is refused; a line among several is cut, and nobody is told. */
export function answerText(answer: Answer): string {
  if (typeof answer !== 'string') return `${answer.map((line) => `!${cut(line)}\n`).join('')}.\n`;
  return isTooLong(answer) ? 'ERR Result too long\n' : `OK =${answer}\n`;
}

function cut(line: string): string {
  return isTooLong(line) ? Buffer.from(line).toString('utf8', 0, VALUE_LIMIT) : line;
}

function isTooLong(text: string): boolean {
  // A character has three bytes at most for each UTF-16 unit.
  return text.length * 3 > VALUE_LIMIT && Buffer.byteLength(text) > VALUE_LIMIT;
}
