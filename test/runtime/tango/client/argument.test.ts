import { describe, expect, it } from 'vitest';
import { type AttributeConfig, attributeWrite, TangoType } from '@devgen/runtime/tango';
import { argumentOf } from '../../../../src/runtime/tango/client/device/argument.ts';

describe('argumentOf', () => {
  it.each([
    [TangoType.DevVoid, undefined, undefined],
    [TangoType.DevLong, 7n, 7],
    [TangoType.DevLong64, 7, 7n],
    [TangoType.DevLong64, 2n ** 63n - 1n, 2n ** 63n - 1n],
    [TangoType.DevDouble, NaN, NaN],
    [TangoType.DevFloat, Infinity, Infinity],
    [TangoType.DevState, 'ON', 'ON'],
    [TangoType.DevVarLong64Array, [1, 2n], BigInt64Array.of(1n, 2n)],
    [TangoType.DevVarDoubleArray, Int16Array.of(1, -2), Float64Array.of(1, -2)],
    [TangoType.DevVarCharArray, Buffer.from([1, 2]), Uint8Array.of(1, 2)],
    [TangoType.DevVarBooleanArray, [true, false], [true, false]],
    [TangoType.DevVarDoubleStringArray, { dvalue: [1], svalue: ['a'] }, { dvalue: Float64Array.of(1), svalue: ['a'] }],
  ])('turns an argument of type %i, %o, into %o', (type, value, expected) => {
    expect(argumentOf(type, value)).toEqual(expected);
  });

  it.each([
    [TangoType.DevVoid, null, 'no argument'],
    [TangoType.DevBoolean, 1, 'boolean'],
    [TangoType.DevShort, 32_768, '-32768 to 32767'],
    [TangoType.DevUChar, -1, '0 to 255'],
    [TangoType.DevLong, 1.5, 'integer'],
    [TangoType.DevLong, 2n ** 40n, 'integer'],
    [TangoType.DevLong64, 2 ** 60, 'bigint'],
    [TangoType.DevULong64, -1n, '0 to 18446744073709551615'],
    [TangoType.DevFloat, 1e300, '32 bits'],
    [TangoType.DevDouble, '1', 'number'],
    [TangoType.DevString, 5, 'string'],
    [TangoType.DevString, 'a\0b', 'U+0001'],
    [TangoType.DevString, 'price \u20ac', 'U+00FF'],
    [TangoType.DevState, 'on', 'ON, OFF'],
    [TangoType.DevEncoded, { format: 'x', data: [1] }, 'Uint8Array'],
    [TangoType.DevVarShortArray, 5, 'array'],
    [TangoType.DevVarShortArray, [1, 2 ** 20], '32767'],
    [TangoType.DevVarStringArray, ['a', undefined], 'string'],
    [TangoType.DevVarLongStringArray, { svalue: [] }, 'lvalue'],
    [TangoType.DevPipeBlob, {}, 'DevPipeBlob'],
  ])('refuses for type %i the value %o', (type, value, expected) => {
    expect(() => argumentOf(type, value)).toThrow(expect.objectContaining({ code: 'VALUE.TYPE' }));
    expect(() => argumentOf(type, value)).toThrow(expected);
  });

  it('copies arrays, so that later changes reach no request', () => {
    for (const array of [Int32Array.of(1), [1]]) {
      const argument = argumentOf(TangoType.DevVarLongArray, array);
      array[0] = 2;
      expect(argument).toEqual(Int32Array.of(1));
    }
    const bytes = Buffer.from([1]);
    const argument = argumentOf(TangoType.DevVarCharArray, bytes);
    bytes[0] = 2;
    expect(argument).toEqual(Uint8Array.of(1));
  });
});

function config(dataFormat: 'SCALAR' | 'SPECTRUM' | 'IMAGE'): AttributeConfig {
  return { name: 'x', dataType: TangoType.DevShort, dataFormat } as AttributeConfig;
}

describe('attributeWrite', () => {
  it('gives each format its extent', () => {
    expect(attributeWrite(config('SCALAR'), 3)).toMatchObject({ value: Int16Array.of(3), dim: { x: 1, y: 0 } });
    expect(attributeWrite(config('SPECTRUM'), [])).toMatchObject({ value: Int16Array.of(), dim: { x: 0, y: 0 } });
    expect(
      attributeWrite(config('IMAGE'), [
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
    ).toMatchObject({
      value: Int16Array.of(1, 2, 3, 4, 5, 6),
      dim: { x: 2, y: 3 },
    });
  });

  it('names the attribute that a value does not fit', () => {
    expect(() => attributeWrite(config('IMAGE'), [[1], [2, 3]])).toThrow(/x.*rows of equal length/);
    expect(() => attributeWrite(config('SCALAR'), 99_999)).toThrow(/attribute x: .*DevShort scalar/);
  });
});
