import {
  ANY,
  arrayOf,
  DEEPEST,
  PvDataReader,
  type PvaType,
  readType,
  scalar,
  structOf,
  TypeTable,
  typeText,
  union,
  writeType,
} from '@devgen/runtime/pva/codec';
import { describe, expect, it } from 'vitest';
import { bytesOf, codeOf, hexOf, readerOf, truncations, written, writtenBoth } from './bytes.ts';
import { ntScalar, numberOrText, odd, point, samples } from './samples.ts';

/** Structures of one field within each other. */
const deep = (levels: number): string => `${'800001 0161'.repeat(levels)}22`;

const refused = expect.objectContaining({ code: 'PVA.PROTOCOL' });

describe('a type description', () => {
  it.each([
    ['bool', scalar('bool'), '00'],
    ['i8', scalar('i8'), '20'],
    ['i16', scalar('i16'), '21'],
    ['i32', scalar('i32'), '22'],
    ['i64', scalar('i64'), '23'],
    ['u8', scalar('u8'), '24'],
    ['u16', scalar('u16'), '25'],
    ['u32', scalar('u32'), '26'],
    ['u64', scalar('u64'), '27'],
    ['f32', scalar('f32'), '42'],
    ['f64', scalar('f64'), '43'],
    ['str', scalar('str'), '60'],
    ['str(16)', scalar('str', 16), '8310'],
    ['bool[]', arrayOf('bool'), '08'],
    ['f64[]', arrayOf('f64'), '4b'],
    ['f64[<=16]', arrayOf('f64', { atMost: 16 }), '5310'],
    ['f64[16]', arrayOf('f64', { exactly: 16 }), '5b10'],
    ['str[]', arrayOf('str'), '68'],
    ['any', ANY, '82'],
    ['any[]', arrayOf(ANY), '8a'],
    ['struct {}', structOf({}), '800000'],
    ['struct "point" {\n  x: i32\n  y: f64\n}', point, '8005706f696e74020178220179 43'],
    ['union {\n  number: i32\n  text: str\n}', numberOrText, '81000206 6e756d626572 2204 74657874 60'],
    ['struct[] "point" {\n  x: i32\n  y: f64\n}', arrayOf(point), '88 8005706f696e740201782201 7943'],
  ])('of %s has its bytes', (text, type, hex) => {
    expect(writtenBoth((writer) => writeType(writer, type))).toEqual([hexOf(bytesOf(hex)), hexOf(bytesOf(hex))]);
    const reader = readerOf(hex);
    expect(readType(reader)).toEqual(type);
    expect(reader.remaining).toBe(0);
    expect(typeText(type)).toBe(text);
  });

  it('may be null', () => {
    expect(readType(readerOf('ff'))).toBeUndefined();
    expect(hexOf(written((writer) => writeType(writer, undefined)))).toBe('ff');
  });

  it.each(samples)('of a %s is read as it was written', (_, type) => {
    for (const little of [true, false]) {
      const bytes = written((writer) => writeType(writer, type), little);
      expect(readType(new PvDataReader(bytes, little))).toEqual(type);
      expect(new Set(truncations(bytes, little, readType))).toEqual(new Set(['PVA.PROTOCOL']));
    }
  });

  it('keeps field names that are no identifiers, and those of Object.prototype', () => {
    const reader = new PvDataReader(written((writer) => writeType(writer, odd)));
    expect(readType(reader)).toEqual(odd);
  });

  it.each([
    ['a code that means nothing', '01'],
    ['the bounded string that a page of the specification prints', '8610'],
    ['an array of structures whose element is none', '8822'],
    ['a field of the null type', '80000101 61ff'],
    ['two fields of one name', '8000020161220161 22'],
    ['more fields than there are bytes', '8000fe00000010'],
    ['a definition within a definition', 'fd0100fd020022'],
  ])('of %s is refused', (_, hex) => expect(() => readType(readerOf(hex))).toThrow(refused));

  it(`deeper than ${DEEPEST} is refused, before the stack is`, () => {
    expect(readType(readerOf(deep(DEEPEST - 1)))?.depth).toBe(DEEPEST);
    for (const levels of [DEEPEST, 100_000]) expect(() => readType(readerOf(deep(levels)))).toThrow(refused);
  });
});

describe('a number for a description', () => {
  it('is given once and then stands for it, at any depth', () => {
    const reader = readerOf(`
      fd0100 8000 01 05706f696e74 fd0200 8005706f696e74 02 0178 22 0179 43
      fe0100
      80 00 02 01 61 fe0200 01 62 fe0100
      88 fe0200`);
    const outer = structOf({ point });
    expect(readType(reader)).toEqual(outer);
    expect(readType(reader)).toEqual(outer);
    expect(readType(reader)).toEqual(structOf({ a: point, b: outer }));
    expect(readType(reader)).toEqual(arrayOf(point));
    expect(reader.remaining).toBe(0);
  });

  it('is in the byte order of its message, and may be given anew', () => {
    const reader = readerOf('fd0001 22 fe0001 fd0001 43 fe0001', false);
    const types: (PvaType | undefined)[] = Array.from({ length: 4 }, () => readType(reader));
    expect(types).toEqual([scalar('i32'), scalar('i32'), scalar('f64'), scalar('f64')]);
  });

  it('that was never given is refused', () => expect(() => readType(readerOf('fe0100'))).toThrow(refused));

  it('cannot describe more than there could be', () => {
    // Each level holds the one before twice: twenty of them are a million fields from a hundred bytes.
    let hex = 'fd0000 8000 01 0161 22';
    for (let level = 1; level < DEEPEST - 1; level++) {
      const [before, id] = [level - 1, level].map((n) => `${n.toString(16).padStart(2, '0')}00`);
      hex += `fd${id} 8000 02 0161 fe${before} 0162 fe${before}`;
    }
    const reader = readerOf(hex);
    const outcomes = Array.from({ length: DEEPEST - 1 }, () => {
      try {
        return readType(reader)!.bits;
      } catch (error) {
        return codeOf(error);
      }
    });
    expect(outcomes.slice(0, 3)).toEqual([2, 5, 11]);
    expect(outcomes.at(-1)).toBe('PVA.PROTOCOL');
  });
});

describe('a table of types', () => {
  const bytes = written((writer) => writeType(writer, ntScalar()));

  it('has one object for all that are alike, from any connection', () => {
    const table = new TypeTable();
    const first = table.readLast(new PvDataReader(bytes));
    const defining = new PvDataReader(bytesOf(`fd0100${hexOf(bytes)}`));
    const second = table.readLast(defining);
    const third = table.readLast(new PvDataReader(new Uint8Array(bytes)));
    expect(first).toEqual(ntScalar());
    expect([second, third]).toEqual([first, first]);
    expect(second === first && third === first).toBe(true);
  });

  it('does not take a number for what it meant on another connection', () => {
    const table = new TypeTable();
    const one = readerOf('fd0100 22');
    const other = readerOf('fd0100 43');
    table.readLast(one);
    table.readLast(other);
    for (const [reader, type] of [
      [one, scalar('i32')],
      [other, scalar('f64')],
    ] as const) {
      reader.reset(bytesOf('fe0100'), 0, 3, false);
      expect(table.readLast(reader)).toBe(type);
    }
  });

  it('does not mistake what follows for a part of it', () => {
    const table = new TypeTable();
    const reader = readerOf('22 43');
    expect(table.readLast(reader)).toBe(scalar('i32'));
    expect(reader.remaining).toBe(1);
    expect(table.readLast(readerOf('22 43'))).toBe(scalar('i32'));
  });

  it('tells a union from a structure with the same members', () => {
    const table = new TypeTable();
    const types = [structOf({ a: scalar('i32') }), union('', [{ name: 'a', type: scalar('i32') }])];
    const shared = types.map((type) => table.shared(type));
    expect(shared).toEqual(types);
  });
});
