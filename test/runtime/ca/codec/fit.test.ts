import { type CaType, fitValue } from '@devgen/runtime/ca/codec';
import { describe, expect, it } from 'vitest';
import { codeOf } from './bytes.ts';

const FITS: readonly (readonly [unknown, CaType, unknown])[] = [
  [1.5, 'double', 1.5],
  [true, 'long', 1],
  [[1, 2.5], 'double', Float64Array.of(1, 2.5)],
  [Int32Array.of(1, 2), 'double', Float64Array.of(1, 2)],
  [Float64Array.of(1, 2), 'short', Int16Array.of(1, 2)],
  [Int8Array.of(-1), 'char', Uint8Array.of(255)],
  [[-1, 255], 'char', Uint8Array.of(255, 255)],
  ['ab', 'char', Uint8Array.of(97, 98, 0)],
  ['µ', 'string', 'µ'],
  [['a', ''], 'string', ['a', '']],
];

const MISFITS: readonly (readonly [unknown, CaType])[] = [
  ['1', 'double'],
  [1n, 'long'],
  [2 ** 31, 'long'],
  [1.5, 'long'],
  [-1, 'enum'],
  [[1, 'a'], 'double'],
  [[40_000], 'short'],
  [{ length: 1, 0: 1 }, 'double'],
  [BigInt64Array.of(1n), 'double'],
  [null, 'double'],
  [7, 'string'],
  ['x'.repeat(40), 'string'],
  ['µ'.repeat(20), 'string'],
  [[1, 2, 3, 4], 'double'],
  ['abc', 'char'],
];

describe('what a user gives', () => {
  it.each(FITS)('%o is written as %s', (value, type, expected) => {
    expect(fitValue(value, type, 3)).toEqual(expected);
  });

  it.each(MISFITS)('%o is no %s for three elements', (value, type) => {
    expect(codeOf(() => fitValue(value, type, 3))).toBe('VALUE.TYPE');
  });

  it('may be changed afterwards', () => {
    const given = Float64Array.of(1, 2);
    const fitted = fitValue(given, 'double', 2);
    given.fill(0);
    expect(fitted).toEqual(Float64Array.of(1, 2));
  });
});
