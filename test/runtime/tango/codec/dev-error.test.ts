import { CdrReader, readDevErrorList, readNamedDevErrorList } from '@devgen/runtime/tango/codec';
import { describe, expect, it } from 'vitest';

import { bytesOf, hexOf } from './bytes.ts';

function textOf(hex: string): string | undefined {
  const bytes = hex.replaceAll(' ', '');
  const length = hexOf(Uint8Array.of(bytes.length / 2 + 1, 0, 0, 0));
  const pad = '00'.repeat((4 - ((bytes.length / 2 + 1) % 4)) % 4);
  const list = bytesOf(`01000000 02000000 5200 0000 01000000 ${length} ${bytes}00 ${pad} 01000000 00`);
  return readDevErrorList(new CdrReader(list, true))[0]?.description;
}

describe('the texts of an error', () => {
  it('are UTF-8 where they can be, each for itself', () => {
    const list = bytesOf(`
      01000000
      08000000 44c3a966 61757400
      01000000
      07000000 44e96661 75740000
      08000000 c2b04320 e289a500`);
    expect(readDevErrorList(new CdrReader(list, true))).toEqual([
      { reason: 'D\u00e9faut', severity: 'ERR', description: 'D\u00e9faut', origin: '\u00b0C \u2265' },
    ]);
  });

  it.each([
    ['ASCII', '53 74 6f 70', 'Stop'],
    ['two bytes', 'c3 a9', '\u00e9'],
    ['three bytes', 'e2 80 a8', '\u2028'],
    ['four bytes', 'f0 9f 94 a5', '\u{1f525}'],
    ['a byte order mark', 'ef bb bf 41', '\ufeffA'],
    ['Latin-1', '64 e9 73 6f 6c e9', 'd\u00e9sol\u00e9'],
    ['both at once', 'c3 a9 20 e9', '\u00c3\u00a9 \u00e9'],
    ['the beginning of a character', '41 c3', 'A\u00c3'],
    ['a character longer than need be', 'c0 af', '\u00c0\u00af'],
    ['half of a surrogate pair', 'ed a0 80', '\u00ed\u00a0\u0080'],
    ['bytes of Latin-1 that windows-1252 gives away', '80 9f', '\u0080\u009f'],
  ])('%s', (_, hex, text) => {
    expect(textOf(hex)).toBe(text);
  });

  it('are no example for names', () => {
    const list = bytesOf('01000000 03000000 c3a900 00 00000000 00000000');
    expect(readNamedDevErrorList(new CdrReader(list, true))).toEqual([{ name: '\u00c3\u00a9', index: 0, errors: [] }]);
  });
});
