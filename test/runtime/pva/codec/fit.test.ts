import {
  ANY,
  arrayOf,
  byPath,
  draftOf,
  fit,
  type PvaValue,
  scalar,
  structOf,
  variantOf,
} from '@devgen/runtime/pva/codec';
import { describe, expect, it } from 'vitest';
import { nested, ntScalar, numberOrText, odd, point } from './samples.ts';

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
