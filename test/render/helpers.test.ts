import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doc, ident, json, str } from '../../src/render/helpers.ts';
import { HOSTILE } from './hostile.ts';

const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(...HOSTILE),
  fc.array(fc.constantFrom('*', '/', '\\', "'", '@', '<', '\n', '\u2028', ' ', '{')).map((parts) => parts.join('')),
);

describe('str', () => {
  it('makes of every text a literal of exactly that text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const literal = str(text);
        expect(runInNewContext(literal)).toBe(text);
        expect(literal).not.toMatch(/[\n\r\u2028\u2029<]/);
      }),
    );
  });
});

describe('json', () => {
  it('makes of every text JSON of exactly that text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(JSON.parse(json(text))).toBe(text);
      }),
    );
  });
});

describe('doc', () => {
  it('never ends a comment, starts a line, or makes a tag', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const safe = doc(text);
        expect(safe).not.toMatch(/\*\/|[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        expect(` ${safe}`).not.toMatch(/[\s{*]@/);
      }),
    );
  });

  it('leaves what a person wrote readable', () => {
    expect(doc('Amplitude (peak), in mV; see `a*b` and me@example.org')).toBe(
      'Amplitude (peak), in mV; see `a*b` and me@example.org',
    );
  });
});

describe('ident', () => {
  it('prints identifiers, and refuses everything else', () => {
    expect(ident('_überdruck$1')).toBe('_überdruck$1');
    for (const text of [...HOSTILE.filter((each) => each !== '__proto__'), '1a', 'a b', 'a-b'])
      expect(() => ident(text)).toThrow(/the helper ident/);
  });
});
