import { BitSet, fit, type PvaStruct, readChanges, scalar, writeChanges } from '@devgen/runtime/pva/codec';
import { describe, expect, it } from 'vitest';
import { bytesOf, hexOf, readerOf, written } from './bytes.ts';
import { ntScalar } from './samples.ts';

describe('changes', () => {
  const type = ntScalar();
  const before = fit(type, { value: 1, alarm: { severity: 2, message: 'HIHI' } }) as PvaStruct;

  function changed(bits: readonly number[], hex: string): PvaStruct {
    const reader = readerOf(hex);
    const after = readChanges(type, reader, new BitSet(bits), before) as PvaStruct;
    expect(reader.remaining).toBe(0);
    return after;
  }

  it('take the place of what was, in a new value that shares the rest', () => {
    const after = changed([1, 3], '0000000000000840 01000000');
    expect(after).toMatchObject({ value: 3, alarm: { severity: 1, message: 'HIHI' } });
    expect(after['timeStamp']).toBe(before['timeStamp']);
    expect(before).toMatchObject({ value: 1, alarm: { severity: 2 } });
  });

  it('of a structure bring all of it, once, whatever the bits of its fields say', () => {
    // As QSRV 1 sends it: alarm and its fields are marked, and sent one time.
    const after = changed([2, 3, 4, 5], '01000000 02000000 0161');
    expect(after).toMatchObject({ value: 1, alarm: { severity: 1, status: 2, message: 'a' } });
  });

  it('of the top bring everything', () => {
    const all = '0000000000000840 010000000200000000 0100000000000000 0200000003000000';
    const { alarm, value } = changed([0, 1, 4], all);
    expect([value, alarm]).toEqual([3, { severity: 1, status: 2, message: '' }]);
  });

  it('of nothing are nothing', () => expect(changed([], '')).toEqual(before));

  it('are written as they are read', () => {
    for (const [bits, hex] of [
      [[1, 3], '000000000000f03f02000000'],
      [[2, 3], '0200000000000000 04 48494849'],
    ] as const) {
      const bytes = written((writer) => writeChanges(type, writer, new BitSet(bits), before));
      expect(hexOf(bytes)).toBe(hexOf(bytesOf(hex)));
    }
  });

  it('of a type that is no structure are all or nothing', () => {
    expect(readChanges(scalar('i32'), readerOf('07000000'), new BitSet([0]), 1)).toBe(7);
    expect(readChanges(scalar('i32'), readerOf(''), new BitSet(), 1)).toBe(1);
  });
});
