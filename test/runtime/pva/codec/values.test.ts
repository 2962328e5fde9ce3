import {
  ANY,
  arrayOf,
  codecOf,
  DEEPEST,
  PvDataReader,
  type PvaStruct,
  readType,
  readVariant,
  scalar,
  structOf,
  writeVariant,
} from '@devgen/runtime/pva/codec';
import { describe, expect, it } from 'vitest';
import { bytesOf, hexOf, readerOf, roundTrip, truncations, written } from './bytes.ts';
import { numberOrText, odd, oddNames, point, samples } from './samples.ts';

/** Variants within each other, the innermost an integer. */
const inner = (levels: number): Uint8Array => bytesOf(`${'82'.repeat(levels)}2201000000`);

const refused = expect.objectContaining({ code: 'PVA.PROTOCOL' });

describe('a value', () => {
  it.each(samples)('of %s comes back as it was, in both byte orders', (_, type, value) => {
    for (const little of [true, false]) {
      expect(roundTrip(type, value, little)).toEqual(value);
      const bytes = written((writer) => codecOf(type).write(writer, value), little);
      expect(new Set(truncations(bytes, little, codecOf(type).read))).toEqual(new Set(['PVA.PROTOCOL']));
    }
  });

  it.each(samples)('of %s comes back within a variant', (_, type, value) => {
    const variant = { type, value };
    for (const little of [true, false]) {
      const bytes = written((writer) => writeVariant(writer, variant), little);
      expect(readVariant(new PvDataReader(bytes, little))).toEqual(variant);
    }
  });

  it.each([
    [arrayOf('i16'), Int16Array.of(1, -2), '02 0100 feff', '02 0001 fffe'],
    [arrayOf('f64'), Float64Array.of(1), '01 000000000000f03f', '01 3ff0000000000000'],
    [arrayOf('i32', { exactly: 1 }), Int32Array.of(1), '01000000', '00000001'],
    [numberOrText, { kind: 'number', value: 1 }, '00 01000000', '00 00000001'],
    [numberOrText, null, 'ff', 'ff'],
    [arrayOf(point), [null], '01 00', '01 00'],
    [ANY, { type: scalar('i16'), value: 1 }, '21 0100', '21 0001'],
    [ANY, null, 'ff', 'ff'],
  ] as const)('%o has its bytes in each order', (type, value, little, big) => {
    const codec = codecOf(type);
    expect(hexOf(written((writer) => codec.write(writer, value)))).toBe(hexOf(bytesOf(little)));
    expect(hexOf(written((writer) => codec.write(writer, value), false))).toBe(hexOf(bytesOf(big)));
  });

  it('of a structure is safe with any field name', () => {
    const value = Object.fromEntries(oddNames.map((name, index) => [name, index + 1]));
    const back = roundTrip(odd, value, true) as PvaStruct;
    expect(Object.keys(back)).toEqual([...oddNames]);
    expect(oddNames.map((name) => back[name])).toEqual([1, 2, 3, 4, 5, 6]);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    const other = roundTrip(point, { x: 1, y: 2 }, true) as PvaStruct;
    expect([other['constructor'], other['toString'], 'hasOwnProperty' in other]).toEqual([undefined, undefined, false]);
  });

  it.each([
    ['null for the count of an array', arrayOf('i32'), 'ff'],
    ['more elements than allowed', arrayOf('u8', { atMost: 2 }), '03010203'],
    ['a text longer than allowed', scalar('str', 2), '03616263'],
    ['an arm that a union has not', numberOrText, '02'],
    ['a count that would need 2 GB', arrayOf('f64'), 'feffffff7e00'],
    ['a count of structures beyond what is there', arrayOf(structOf({})), 'feffffff7e01'],
  ])('with %s is refused', (_, type, hex) => expect(() => codecOf(type).read(readerOf(hex))).toThrow(refused));

  it('of variants within each other is refused before the stack is full', () => {
    expect(readVariant(new PvDataReader(inner(DEEPEST - 1)))).not.toBeNull();
    for (const levels of [DEEPEST, 1_000_000]) {
      expect(() => readVariant(new PvDataReader(inner(levels)))).toThrow(refused);
    }
  });
});

describe('a value of parts that take no bytes', () => {
  // A structure of 8 191 empty ones, described in a hundred bytes, and then so many of it as there are bytes left.
  const levels = Array.from({ length: 12 }, (_, level) => {
    const [id, before] = [level + 1, level].map((n) => `${n.toString(16).padStart(2, '0')}00`);
    return `fd${id} 800002 0161 fe${before} 0162 fe${before}`;
  });

  it.each([
    ['structures', '88 fe0c00', `fd ${'01'.repeat(253)}`],
    ['variants', '8a', `fd ${'01fe0c00'.repeat(253)}`],
    ['unions', '89 810001 0161 fe0c00', `fd ${'0100'.repeat(253)}`],
  ])('as an array of %s is refused, where it could fill the memory', (_, description, hex) => {
    const reader = readerOf(`fd0000 800000 ${levels.join('')} ${description} ${hex}`);
    for (let level = 0; level <= levels.length; level++) readType(reader);
    const type = readType(reader)!;
    expect(() => codecOf(type).read(reader)).toThrow(/more parts of a value than its bytes can have/);
  });
});

describe('a fixed array', () => {
  const type = structOf({ a: arrayOf('i16', { exactly: 2 }), b: arrayOf('str', { exactly: 2 }) });

  it('that was never sent takes no memory, and is filled up when it is sent', () => {
    expect(codecOf(arrayOf('f64', { exactly: 2 ** 30 })).blank).toEqual(new Float64Array(0));
    const bytes = written((writer) => codecOf(type).write(writer, codecOf(type).blank));
    expect(hexOf(bytes)).toBe('000000000000');
    expect(codecOf(type).read(new PvDataReader(bytes))).toEqual({ a: Int16Array.of(0, 0), b: ['', ''] });
  });

  it('is refused where its elements cannot be there', () => {
    expect(() => codecOf(arrayOf('f64', { exactly: 2 ** 30 })).read(readerOf('00'))).toThrow(refused);
  });
});

describe('a typed array', () => {
  const roots = Float64Array.from({ length: 1000 }, (_, index) => Math.sqrt(index));
  const bytes = written((writer) => codecOf(arrayOf('f64')).write(writer, roots));

  it('never changes with the buffer that it was read from', () => {
    const reused = new Uint8Array(bytes);
    const value = codecOf(arrayOf('f64')).read(new PvDataReader(reused)) as Float64Array;
    reused.fill(0xff);
    expect(value[2]).toBe(Math.sqrt(2));
  });

  it('is a view where the message has its bytes to itself and they are aligned', () => {
    for (const shift of [3, 0]) {
      const own = new Uint8Array(shift + bytes.length + 8);
      own.set(bytes, shift);
      const reader = new PvDataReader(own);
      reader.reset(own, shift, shift + bytes.length, true);
      const value = codecOf(arrayOf('f64')).read(reader) as Float64Array;
      expect(value[2]).toBe(Math.sqrt(2));
      expect(value.buffer === own.buffer).toBe(shift === 3);
      expect(reader.misalignment).toBe(shift === 3 ? 0 : 5);
    }
  });

  it('is turned to the order of this machine, where it is', () => {
    const big = written((writer) => codecOf(arrayOf('f64')).write(writer, roots), false);
    const reader = new PvDataReader(big, false);
    reader.reset(big, 0, big.length, true);
    expect((codecOf(arrayOf('f64')).read(reader) as Float64Array)[2]).toBe(Math.sqrt(2));
  });
});
