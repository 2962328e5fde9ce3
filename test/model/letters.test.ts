import { describe, expect, it } from 'vitest';
import ts59 from 'typescript-5.9';
import ts6 from 'typescript-6';
import { isIdentifier, lowered, raised, usableLetters } from '../../src/model/names/letters.ts';
import { camelCase, pascalCase } from '../../src/model/names/words.ts';

const { ES2022 } = ts59.ScriptTarget;

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

const characters = Array.from({ length: 0x110000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code));
const starts = characters.filter((character) => isIdentifier(character));
const parts = characters.filter((character) => isIdentifier(`a${character}`));

describe('the letters of names', () => {
  it('are the same whatever Unicode this Node knows', () => {
    // More: this Node's Unicode has letters that others lack; they belong to the late ones.
    expect([starts.length, parts.length]).toEqual([49_033, 50_726]);
  });

  it('are letters for TypeScript too', () => {
    for (const compiler of [ts59, ts6] as readonly Pick<typeof ts59, 'isIdentifierStart' | 'isIdentifierPart'>[]) {
      expect(starts.filter((each) => !compiler.isIdentifierStart(codeOf(each), ES2022))).toEqual([]);
      expect(parts.filter((each) => !compiler.isIdentifierPart(codeOf(each), ES2022))).toEqual([]);
    }
  });

  it('stay letters in the other case, and in words', () => {
    const changed = parts.flatMap((each) => [lowered(each), raised(each), camelCase(`a ${each}b`), pascalCase(each)]);
    expect(changed.filter((each) => !isIdentifier(`a${each}`))).toEqual([]);
  });

  it('are none that cannot be seen', () => {
    for (const text of ['\u3164', '\u00ad', '\u200d', '\u034f', '\ufe0f']) expect(isIdentifier(`a${text}`)).toBe(false);
    expect(usableLetters('a\u3164b\u{28df0}c', '_')).toBe('a_b_c');
  });

  it('are with their mark one letter, as a keyboard writes them', () => {
    expect(camelCase('temp\u0065\u0301rature')).toBe('temp\u00e9rature');
  });
});
