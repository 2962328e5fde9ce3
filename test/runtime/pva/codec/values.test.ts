import {
  ANY,
  arrayOf,
  BitSet,
  byPath,
  codecOf,
  DEEPEST,
  draftOf,
  fit,
  PvDataReader,
  type PvaStruct,
  type PvaValue,
  readChanges,
  readType,
  readVariant,
  scalar,
  structOf,
  variantOf,
  writeChanges,
  writeVariant,
} from '@devgen/runtime/pva/codec';
import { describe, expect, it } from 'vitest';
import { bytesOf, hexOf, readerOf, roundTrip, truncations, written } from './bytes.ts';
import { nested, ntScalar, numberOrText, odd, oddNames, point, samples } from './samples.ts';

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

describe('a value to be sent', () => {
  it('may leave out fields, and have plain arrays and plain values for variants', () => {
    expect(fit(point, { y: 2 })).toEqual({ x: 0, y: 2 });
    expect(fit(arrayOf('f32'), [1, 2])).toEqual(Float32Array.of(1, 2));
    expect(fit(ANY, [1, 2])).toEqual({ type: arrayOf('f64'), value: Float64Array.of(1, 2) });
    expect(fit(ANY, { type: scalar('i8'), value: 3 })).toEqual({ type: scalar('i8'), value: 3 });
  });

  it.each([
    [scalar('u8'), 256, 'an integer of 0 to 255'],
    [scalar('i32'), 1.5, 'an integer of -2147483648 to 2147483647'],
    [scalar('i64'), 1, 'an integer of -9223372036854775808 to 9223372036854775807 (a bigint)'],
    [scalar('f64'), '1', 'a number'],
    [scalar('bool'), 1, 'a boolean'],
    [scalar('str'), 1, 'a string'],
    [scalar('str', 2), 'abc', 'a string of at most 2 bytes'],
    [arrayOf('i8'), [1, 200], 'an integer of -128 to 127'],
    [arrayOf('i8'), 1, 'an array of i8'],
    [arrayOf('i8', { exactly: 2 }), [1], 'an array of 2 elements'],
    [arrayOf('i8', { atMost: 1 }), [1, 2], 'an array of at most 1 elements'],
    [point, 1, 'an object of fields'],
    [point, { z: 1 }, 'a field of this structure'],
    [numberOrText, { kind: 'other', value: 1 }, 'null or { kind, value }, kind one of number, text'],
    [ANY, Symbol.iterator, 'a value whose type can be told'],
    [arrayOf(point), {}, 'an array of struct'],
  ] as const)('%o refuses %o', (type, value, expected) => {
    expect(() => fit(type, value)).toThrow(expect.objectContaining({ code: 'VALUE.TYPE', expected }));
  });

  it('says which part does not fit', () => {
    expect(() => fit(nested, { outer: { inner: { point: { x: 1.5 } } } })).toThrow('outer.inner.point.x: 1.5');
  });

  it('tells its type, where it has one', () => {
    const value = { a: 1, b: 2n, c: 'x', d: true, e: ['y'], f: Int16Array.of(1), g: { h: false } };
    expect(variantOf(value).type).toEqual(
      structOf({
        a: scalar('f64'),
        b: scalar('i64'),
        c: scalar('str'),
        d: scalar('bool'),
        e: arrayOf('str'),
        f: arrayOf('i16'),
        g: structOf({ h: scalar('bool') }),
      }),
    );
    for (const without of [[], [1, 'a'], { a: undefined }, null]) {
      expect(() => variantOf(without)).toThrow(expect.objectContaining({ code: 'VALUE.TYPE' }));
    }
  });

  it.each<[unknown, readonly number[], PvaValue]>([
    [{ value: 2 }, [1], { value: 2 }],
    [{ alarm: { status: 1 } }, [4], { alarm: { status: 1 } }],
    [byPath({ 'alarm.status': 1, value: 3, 'alarm.message': 'm' }), [1, 4, 5], { value: 3, alarm: { status: 1 } }],
    [{}, [], {}],
  ])('marks of %o what is given', (value, bits, partly) => {
    const draft = draftOf(ntScalar(), value);
    expect([...draft.marked]).toEqual(bits);
    expect(draft.value).toMatchObject(partly as object);
  });

  it('by paths that are in each other\u2019s way is refused', () => {
    expect(() => byPath({ a: 1, 'a.b': 2 })).toThrow(expect.objectContaining({ code: 'VALUE.TYPE' }));
    expect(
      draftOf(
        odd,
        byPath(
          Object.fromEntries([
            ['in-valid', 3],
            ['__proto__', 4],
          ]),
        ),
      ).value,
    ).toMatchObject({
      'in-valid': 3,
    });
  });
});
