import { BitSet, OK, PvDataReader, readStatus, writeStatus } from '@devgen/runtime/pva/codec';
import { describe, expect, it } from 'vitest';
import { bytesOf, hexOf, readerOf, truncations, written, writtenBoth } from './bytes.ts';

describe('a size', () => {
  it.each([
    [0, '00', '00'],
    [1, '01', '01'],
    [253, 'fd', 'fd'],
    [254, 'fefe000000', 'fe000000fe'],
    [255, 'feff000000', 'fe000000ff'],
    [70_000, 'fe70110100', 'fe00011170'],
  ])('%i is a byte, or a mark and four', (size, little, big) => {
    expect(writtenBoth((writer) => writer.size(size))).toEqual([little, big]);
    expect(readerOf(little).size()).toBe(size);
    expect(readerOf(big, false).size()).toBe(size);
  });

  it('is null only where null may be', () => {
    expect(hexOf(written((writer) => writer.null()))).toBe('ff');
    expect(readerOf('ff').sizeOrNull()).toBeUndefined();
    expect(() => readerOf('ff').size()).toThrow(expect.objectContaining({ code: 'PVA.PROTOCOL' }));
  });

  it('of the form for more than 2 GB is refused', () => {
    expect(() => readerOf('feffffff7f').size()).toThrow(expect.objectContaining({ code: 'PVA.PROTOCOL' }));
  });

  it('is held against what is there before anything is made', () => {
    expect(() => readerOf('feffffff7e0000').count(1)).toThrow(/do not fit in the 2 bytes left/);
  });
});

describe('a string', () => {
  it.each([
    ['', '00'],
    ['abc', '03616263'],
    ['caf\u00e9 \u20ac', '09636166c3a920e282ac'],
  ])('%j is its size and its UTF-8', (text, hex) => {
    expect(hexOf(written((writer) => writer.string(text)))).toBe(hex);
    expect(readerOf(hex).string()).toBe(text);
  });

  it('of null, as Java sends it, is empty', () => expect(readerOf('ff').string()).toBe(''));

  it.each([84, 85, 253, 254, 1000])('of %i characters keeps its size, however many bytes each takes', (length) => {
    for (const character of ['a', '\u00e9', '\u20ac', '\u{1f600}']) {
      const text = character.repeat(length);
      const bytes = written((writer) => writer.string(text));
      const reader = new PvDataReader(bytes);
      expect(reader.string()).toBe(text);
      expect(reader.remaining).toBe(0);
    }
  });
});

describe('a status', () => {
  it.each([
    ['ff', OK],
    ['01036c6f7700', { type: 'WARNING', message: 'low', callTree: '' }],
    ['02026e6f0474726565', { type: 'ERROR', message: 'no', callTree: 'tree' }],
    ['03000161', { type: 'FATAL', message: '', callTree: 'a' }],
  ] as const)('%s is %o', (hex, status) => {
    expect(readStatus(readerOf(hex))).toEqual(status);
    expect(hexOf(written((writer) => writeStatus(writer, status)))).toBe(hex);
  });

  it('of OK in full is OK too', () => expect(readStatus(readerOf('000000'))).toEqual(OK));

  it('of another type is refused', () => {
    expect(() => readStatus(readerOf('040000'))).toThrow(expect.objectContaining({ code: 'PVA.PROTOCOL' }));
  });

  it('is refused wherever it is cut off', () => {
    expect(new Set(truncations(bytesOf('02026e6f0474726565'), true, readStatus))).toEqual(new Set(['PVA.PROTOCOL']));
  });
});

const LIMIT = 128;

describe('a bit set', () => {
  it.each([
    [[], '00', '00'],
    [[0], '0101', '0101'],
    [[1], '0102', '0102'],
    [[7], '0180', '0180'],
    [[8], '020001', '020001'],
    [[15], '020080', '020080'],
    [[55], '0700000000000080', '0700000000000080'],
    [[56], '080000000000000001', '080100000000000000'],
    [[63], '080000000000000080', '088000000000000000'],
    [[64], '09000000000000000001', '09000000000000000001'],
    [[65], '09000000000000000002', '09000000000000000002'],
    [[1, 63], '080200000000000080', '088000000000000002'],
    [[0, 1, 2, 4], '0117', '0117'],
    [[0, 1, 2, 4, 8], '021701', '021701'],
    [[8, 17, 24, 25, 34, 40, 42, 49, 50], '0700010203040506', '0700010203040506'],
    [[8, 17, 24, 25, 34, 40, 42, 49, 50, 56, 57, 58], '080001020304050607', '080706050403020100'],
    [[8, 17, 24, 25, 34, 40, 42, 49, 50, 56, 57, 58, 67], '09000102030405060708', '09070605040302010008'],
    [[0, 64, 72], '0a01000000000000000101', '0a00000000000000010101'],
  ])('of %j has its bytes in each order', (bits, little, big) => {
    expect(writtenBoth((writer) => new BitSet(bits).write(writer))).toEqual([little, big]);
    expect([...BitSet.read(readerOf(little), LIMIT)]).toEqual(bits);
    expect([...BitSet.read(readerOf(big, false), LIMIT)]).toEqual(bits);
  });

  it('leaves out what fills its last byte', () => {
    expect([...BitSet.read(readerOf('02ffff'), 10)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect([...BitSet.read(readerOf('03010001'), 8)]).toEqual([0]);
  });

  it('of null, or without its bytes, is refused', () => {
    for (const hex of ['ff', '0201', 'feffffff00']) {
      expect(() => BitSet.read(readerOf(hex), LIMIT)).toThrow(expect.objectContaining({ code: 'PVA.PROTOCOL' }));
    }
  });

  it('finds the next bit in a range', () => {
    const set = new BitSet([3, 40]);
    expect([set.next(0), set.next(4), set.next(4, 40), set.next(41)]).toEqual([3, 40, undefined, undefined]);
    expect([set.isEmpty, new BitSet().isEmpty]).toEqual([false, true]);
  });
});

/** The bits of a set as it comes in a big-endian message of this version. */
function read(hex: string, version: number, limit = 101): number[] {
  const reader = readerOf(hex, false);
  reader.version = version;
  return [...BitSet.read(reader, limit)];
}

describe('a bit set of core-pva on a big-endian link', () => {
  // What it sends for the fields 3 and 90 of a structure of 100: bytes in their order.
  const raw = '0c100000000000000000000008';

  it('is told by the version of its header', () => {
    expect(read(raw, 3)).toEqual([4, 91]);
    expect(read(raw, 2)).toEqual([60, 91]);
  });

  it('is told by making sense, where the version misleads', () => {
    expect(read('080100000000000000', 2, 57)).toEqual([56]);
    expect(read('080000000000000001', 2, 57)).toEqual([0]);
    expect(read('080000000000000004', 2, 58)).toEqual([2]);
    expect(read('080400000000000000', 2, 58)).toEqual([2]);
    expect(read('080000000000000004', 3, 58)).toEqual([2]);
  });

  it('is written that way to it', () => {
    const bytes = written((writer) => {
      writer.rawBitSets = true;
      new BitSet([4, 91]).write(writer);
    }, false);
    expect(hexOf(bytes)).toBe(raw);
  });
});
