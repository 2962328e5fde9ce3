import { execFileSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellWord } from '../../src/report/shell-word.ts';
import { oneLine } from '../../src/report/table.ts';
import { jsonText, terminalText } from '../../src/report/terminal.ts';
import { HOSTILE } from '../render/hostile.ts';

/** Titles, colours and cursors in both forms that a terminal takes, and what turns or hides text. */
const ESCAPES = [
  '\u001b]0;owned\u0007',
  '\u001b[2J',
  '\u001b[31m',
  '\u009b31m',
  '\b\r',
  '\u200f\u202e\u2066',
  '\u00ad\u{e0041}',
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...ESCAPES, ...HOSTILE, '\n', "'", '$(x)'), fc.string({ unit: 'binary' })))
  .map((parts) => parts.join(''));

describe('what is written', () => {
  it('to a terminal has lines and colours, and nothing else that it obeys', () => {
    fc.assert(
      fc.property(text, (each) => {
        expect(stripVTControlCharacters(terminalText(each)).replaceAll('\n', '')).not.toMatch(
          /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u,
        );
        expect(oneLine(each)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
    expect(terminalText('\u001b[1ma\u001b[22m\nb')).toBe('\u001b[1ma\u001b[22m\nb');
  });

  it('as JSON has no such character either, and is exact', () => {
    fc.assert(
      fc.property(text, (each) => {
        const written = jsonText({ [each]: [each] });
        expect(written.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(JSON.parse(written)).toEqual({ [each]: [each] });
      }),
    );
  });

  it('as a word to type is that word to a shell', () => {
    const words = [...HOSTILE, ...ESCAPES, '$(touch x)', '`touch x`', "it's", 'a b', '~', '*', '!!', '#x', '-', '\\'];
    const printed = words.filter((word) => !/[\0\p{Cs}]/u.test(word));
    const script = `printf '%s\\0' ${printed.map(shellWord).join(' ')}`;
    expect(execFileSync('sh', ['-c', script]).toString().split('\0').slice(0, -1)).toEqual(printed);
    expect(printed.length).toBeGreaterThan(20);
    expect(shellWord('sys/tg_test/1')).toBe('sys/tg_test/1');
  });
});
