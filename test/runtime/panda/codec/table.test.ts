import {
  columnRange,
  LONGEST_LINE,
  packColumn,
  parseColumn,
  tableLayout,
  unpackColumn,
  wordsFromAscii,
  wordsFromBase64,
  wordsToAscii,
  wordsToBase64,
} from '@devgen/runtime/panda/codec';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const protocol = expect.objectContaining({ code: 'PANDA.PROTOCOL' });
const words = fc
  .array(fc.integer({ min: 0, max: 0xffff_ffff }), { maxLength: 700 })
  .map((list) => Uint32Array.from(list));

describe('words of a table as text', () => {
  it('come back, in lines that the server takes', () => {
    fc.assert(
      fc.property(words, (table) => {
        const [base64, ascii] = [wordsToBase64(table), wordsToAscii(table)];
        expect(wordsFromBase64(base64)).toEqual(table);
        expect(wordsFromAscii(ascii)).toEqual(table);
        for (const line of [...base64, ...ascii]) expect(line.length).toBeLessThanOrEqual(LONGEST_LINE);
      }),
    );
  });

  it('are whole words in each line of base64, little-endian', () => {
    const lines = wordsToBase64(new Uint32Array(1000).fill(0x0403_0201));
    expect(lines.map((line) => Buffer.from(line, 'base64').length % 4)).toEqual(lines.map(() => 0));
    expect([...Buffer.from(lines[0]!, 'base64').subarray(0, 4)]).toEqual([1, 2, 3, 4]);
  });

  it('are read from lines of any length, padded or not', () => {
    expect(wordsFromBase64(['AQA=', 'AAA=', 'AgAAAA=='])).toEqual(Uint32Array.of(1, 2));
    expect(wordsFromAscii(['1', '2 3', '', ' 4 '])).toEqual(Uint32Array.of(1, 2, 3, 4));
  });

  it.each([[['AQA']], [['AQ==', '====']], [['AQAAAA==', 'AQ==']], [['A*AA']]])('are refused as %j', (lines) => {
    expect(() => wordsFromBase64(lines)).toThrow(protocol);
  });

  it.each(['-1', '4294967296', '1.5', 'x', '0x10'])('are no numbers like %j', (line) => {
    expect(() => wordsFromAscii([line])).toThrow(protocol);
  });
});

describe('columns of a table', () => {
  it('are told by their bits', () => {
    expect(parseColumn('19:16 TRIGGER enum')).toEqual({ name: 'TRIGGER', low: 16, high: 19, kind: 'enum' });
    expect(parseColumn('63:32 POSITION int')).toEqual({ name: 'POSITION', low: 32, high: 63, kind: 'int' });
    expect(parseColumn('0:0 OLD')).toEqual({ name: 'OLD', low: 0, high: 0, kind: 'uint' });
  });

  it.each(['16:19 TRIGGER uint', '32:31 ACROSS uint', '3:0 X float', 'x:0 X uint', ''])('are refused as %j', (line) => {
    expect(() => parseColumn(line)).toThrow(protocol);
  });

  it('need a row that holds them', () => {
    const column = parseColumn('63:32 POSITION int');
    expect(tableLayout([column]).rowWords).toBe(2);
    expect(tableLayout([column], 4).rowWords).toBe(4);
    expect(() => tableLayout([column], 1)).toThrow(protocol);
    expect(tableLayout([]).rowWords).toBe(1);
  });

  const bits = fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 31 }), fc.integer({ min: 0, max: 31 }))
    .map(([word, a, b]) => ({ low: word * 32 + Math.min(a, b), high: word * 32 + Math.max(a, b) }));

  it('come back from their bits, and touch no other', () => {
    fc.assert(
      fc.property(
        bits,
        fc.constantFrom('int' as const, 'uint' as const),
        fc.array(fc.nat(), { maxLength: 20 }),
        (at, kind, seeds) => {
          const column = { name: 'X', ...at, kind };
          const layout = tableLayout([column], 4);
          const { low, high } = columnRange(column);
          const values = seeds.map((seed) => low + (seed % (high - low + 1)));
          const packed = new Uint32Array(values.length * 4);
          expect(packColumn(packed, layout, column, values)).toBe(-1);
          const into = kind === 'int' ? new Int32Array(values.length) : new Uint32Array(values.length);
          expect([...unpackColumn(packed, layout, column, into)]).toEqual(values);
          const ones =
            high - low + 1 === 2 ** 32
              ? 0xffff_ffff
              : (2 ** (column.high - column.low + 1) - 1) * 2 ** (column.low % 32);
          for (const [index, word] of packed.entries()) {
            const allowed = index % 4 === column.low >> 5 ? ones >>> 0 : 0;
            expect((word & ~allowed) >>> 0).toBe(0);
          }
        },
      ),
    );
  });

  it.each([
    ['19:16 X uint', [0, 15, 16], 2],
    ['19:16 X uint', [-1], 0],
    ['3:0 X int', [-8, 7, 8], 2],
    ['31:0 X int', [2 ** 31], 0],
    ['31:0 X uint', [2 ** 32 - 1, 2 ** 32], 1],
    ['31:0 X uint', [1.5], 0],
    ['31:0 X uint', [NaN], 0],
  ])('tell the first row that does not fit: %s of %j', (line, values, row) => {
    const column = parseColumn(line);
    expect(packColumn(new Uint32Array(values.length), tableLayout([column]), column, values)).toBe(row);
  });
});
