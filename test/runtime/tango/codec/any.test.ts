import {
  type AnyValue,
  CdrReader,
  readAny,
  readTypedAny,
  shapeOf,
  writeAny,
  writeNamedAny,
  DEV_STATES,
  TangoType,
} from '@devgen/runtime/tango/codec';
import { describe, expect, it } from 'vitest';

import { bytesOf, hexOf, roundTrip, truncations, written } from './bytes.ts';

const encoded = { format: 'json', data: Uint8Array.of(1, 2, 3) };
const cases: readonly (readonly [keyof typeof TangoType, AnyValue])[] = [
  ['DevVoid', undefined],
  ['DevBoolean', true],
  ['DevShort', -32768],
  ['DevLong', -(2 ** 31)],
  ['DevFloat', 1.5],
  ['DevDouble', Math.PI],
  ['DevUShort', 65535],
  ['DevULong', 2 ** 32 - 1],
  ['DevString', 'caf\u00e9'],
  ['DevVarCharArray', Uint8Array.of(0, 255)],
  ['DevVarShortArray', Int16Array.of(-1, 1)],
  ['DevVarLongArray', Int32Array.of(-1, 1, 2)],
  ['DevVarFloatArray', Float32Array.of(0.5)],
  ['DevVarDoubleArray', Float64Array.of(0.1, Number.NaN, Infinity)],
  ['DevVarUShortArray', Uint16Array.of(1, 65535)],
  ['DevVarULongArray', Uint32Array.of(2 ** 32 - 1)],
  ['DevVarStringArray', ['', 'a', 'bb']],
  ['DevVarLongStringArray', { lvalue: Int32Array.of(1, -2), svalue: ['x'] }],
  ['DevVarDoubleStringArray', { dvalue: Float64Array.of(1.25), svalue: ['x', 'y'] }],
  ['DevState', 'MOVING'],
  ['ConstDevString', 'const'],
  ['DevVarBooleanArray', [true, false]],
  ['DevUChar', 255],
  ['DevLong64', -(2n ** 63n)],
  ['DevULong64', 2n ** 64n - 1n],
  ['DevVarLong64Array', BigInt64Array.of(-1n, 2n ** 62n)],
  ['DevVarULong64Array', BigUint64Array.of(0n, 2n ** 64n - 1n)],
  ['DevEncoded', encoded],
  ['DevEnum', 3],
  ['DevVarStateArray', [...DEV_STATES]],
  ['DevVarEncodedArray', [encoded, { format: '', data: new Uint8Array(0) }]],
];

describe.each([
  ['little-endian', true],
  ['big-endian', false],
])('Any, %s', (_, littleEndian) => {
  it.each(cases)('carries a %s', (type, value) => {
    const back = roundTrip((writer) => writeAny(writer, TangoType[type], value), readAny, littleEndian);
    expect(back).toEqual({ value, left: 0 });
  });

  it.each(cases)('says how a %s is made up', (type, value) => {
    const back = roundTrip((writer) => writeAny(writer, TangoType[type], value), readTypedAny, littleEndian);
    expect(back).toEqual({ value: { shape: shapeOf(TangoType[type]), value }, left: 0 });
  });

  it.each(cases)('carries a %s with the names of the IDL', (type, value) => {
    const back = roundTrip((writer) => writeNamedAny(writer, TangoType[type], value), readTypedAny, littleEndian);
    expect(back).toEqual({ value: { shape: shapeOf(TangoType[type]), value }, left: 0 });
  });

  it.each(cases)('refuses every truncation of a %s', (type, value) => {
    const bytes = written((writer) => writeAny(writer, TangoType[type], value), littleEndian);
    expect(new Set(truncations(bytes, littleEndian, readAny))).toEqual(new Set(['TANGO.PROTOCOL']));
  });
});

function nested(depth: number): Uint8Array {
  return written((writer) => {
    const level = (left: number): void => {
      writer.u32(19);
      writer.encapsulation(() => {
        if (left > 0) level(left - 1);
        writer.u32(0);
      });
    };
    level(depth);
  });
}

describe('Any', () => {
  it('reads the empty arrays', () => {
    for (const type of ['DevVarDoubleArray', 'DevVarStringArray', 'DevVarLong64Array'] as const) {
      const { value, left } = roundTrip((writer) => writeAny(writer, TangoType[type], []), readAny, true);
      expect([(value as unknown[]).length, left]).toEqual([0, 0]);
    }
  });

  it('takes plain arrays of numbers', () => {
    const bytes = written((writer) => writeAny(writer, TangoType.DevVarShortArray, [1, -2]));
    expect(readAny(new CdrReader(bytes, true))).toEqual(Int16Array.of(1, -2));
  });

  it('resolves the aliases that servers send', () => {
    // alias DevVarLongArray of sequence<long>, as omniORB writes it, and two elements
    const bytes = bytesOf(`15000000 50000000 01000000
      1e000000 49444c3a54616e676f2f4465765661724c6f6e6741727261793a312e3000 0000
      10000000 4465765661724c6f6e67417272617900
      13000000 0c000000 01000000 03000000 00000000
      02000000 05000000 ffffffff`);
    const reader = new CdrReader(bytes, true);
    expect(readAny(reader)).toEqual(Int32Array.of(5, -1));
    expect(reader.remaining).toBe(0);
    // A second time it is known by its bytes.
    expect(readAny(new CdrReader(bytes, true))).toEqual(Int32Array.of(5, -1));
  });

  it('writes what omniORB writes for a DevVarLongArray, with its alias', () => {
    const bytes = written((writer) => writeNamedAny(writer, TangoType.DevVarLongArray, [1]));
    expect(hexOf(bytes)).toBe(
      '1500000050000000010000001e00000049444c3a54616e676f2f4465765661724c6f6e6741727261793a312e30000000' +
        '100000004465765661724c6f6e67417272617900130000000c0000000100000003000000000000000100000001000000',
    );
  });

  it('writes what omniORB writes for a DevEncoded, with the aliases of its members', () => {
    const value = { format: 'f', data: Uint8Array.of(1) };
    expect(hexOf(written((writer) => writeNamedAny(writer, TangoType.DevEncoded, value)))).toBe(
      '0f000000f8000000010000001900000049444c3a54616e676f2f446576456e636f6465643a312e30000000000b000000' +
        '446576456e636f6465640000020000000f000000656e636f6465645f666f726d6174000015000000380000000100000018000000' +
        '49444c3a54616e676f2f446576537472696e673a312e30000a000000446576537472696e670000001200000000000000' +
        '0d000000656e636f6465645f64617461000000001500000050000000010000001e000000' +
        '49444c3a54616e676f2f4465765661724368617241727261793a312e300000001000000044657656617243686172417272617900' +
        '130000000c000000010000000a000000000000000200000066000000' +
        '0100000001',
    );
  });

  it('writes a plain type code for a double', () => {
    const bytes = written((writer) => writeAny(writer, TangoType.DevDouble, 1));
    expect(hexOf(bytes)).toBe('0700000000000000000000000000f03f');
  });

  it.each([
    ['a kind that there is not', '63000000'],
    ['a struct that is none of ours', '0f000000 14000000 01000000 01000000 00000000 01000000 00000000 00000000'],
    ['an indirection', 'ffffffff f8ffffff'],
    ['a state beyond the last', '11000000 18000000 01000000 01000000 00000000 01000000 00000000 00000000 0e000000'],
  ])('refuses %s', (_, hex) => {
    expect(() => readAny(new CdrReader(bytesOf(hex), true))).toThrow(
      expect.objectContaining({ code: 'TANGO.PROTOCOL' }),
    );
  });

  it('refuses a type code nested without end', () => {
    expect(() => readAny(new CdrReader(nested(500), true))).toThrow(/nested deeper/);
  });
});

describe('arguments', () => {
  it.each<[keyof typeof TangoType, unknown]>([
    ['DevShort', 32768],
    ['DevShort', 1.5],
    ['DevUChar', -1],
    ['DevLong', 5n],
    ['DevLong64', 5],
    ['DevULong64', -1n],
    ['DevBoolean', 1],
    ['DevString', 5],
    ['DevDouble', '1'],
    ['DevState', 'NOT_A_STATE'],
    ['DevVarShortArray', [1, 70_000]],
    ['DevVarStringArray', 'text'],
    ['DevVarLongStringArray', { lvalue: [1] }],
    ['DevEncoded', Uint8Array.of(1)],
    ['DevPipeBlob', {}],
  ])('of %s refuse %s', (type, value) => {
    expect(() => written((writer) => writeAny(writer, TangoType[type], value))).toThrow(
      expect.objectContaining({ code: 'VALUE.TYPE' }),
    );
  });
});
