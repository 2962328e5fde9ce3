import { describe, expect, it } from 'vitest';
import type { ValueSpec } from '../../../../src/runtime/core/contract/spec.ts';
import { DEV_STATES, type Elements, TangoType } from '../../../../src/runtime/tango/client/types.ts';
import { decode } from '../../../../src/runtime/tango/connector/decode.ts';
import { encode } from '../../../../src/runtime/tango/connector/encode.ts';
import { attribute } from './configs.ts';

const labels = ['Idle', 'Running', 'Fault'];
const cell = { x: 1, y: 0 };

interface Case {
  readonly live: ValueSpec;
  readonly dataType: number;
  readonly elements: Elements;
  readonly value: unknown;
}

const numbers: readonly Case[] = [
  { live: { type: 'u8' }, dataType: TangoType.DevUChar, elements: Uint8Array.of(255), value: 255 },
  { live: { type: 'i16' }, dataType: TangoType.DevShort, elements: Int16Array.of(-32768), value: -32768 },
  { live: { type: 'u16' }, dataType: TangoType.DevUShort, elements: Uint16Array.of(65535), value: 65535 },
  { live: { type: 'i32' }, dataType: TangoType.DevLong, elements: Int32Array.of(-(2 ** 31)), value: -(2 ** 31) },
  { live: { type: 'u32' }, dataType: TangoType.DevULong, elements: Uint32Array.of(2 ** 32 - 1), value: 2 ** 32 - 1 },
  {
    live: { type: 'i64' },
    dataType: TangoType.DevLong64,
    elements: BigInt64Array.of(-(2n ** 63n)),
    value: -(2n ** 63n),
  },
  {
    live: { type: 'u64' },
    dataType: TangoType.DevULong64,
    elements: BigUint64Array.of(2n ** 64n - 1n),
    value: 2n ** 64n - 1n,
  },
  { live: { type: 'f32' }, dataType: TangoType.DevFloat, elements: Float32Array.of(0.5), value: 0.5 },
  { live: { type: 'f64' }, dataType: TangoType.DevDouble, elements: Float64Array.of(NaN), value: NaN },
];
const others: readonly Case[] = [
  { live: { type: 'bool' }, dataType: TangoType.DevBoolean, elements: [true], value: true },
  { live: { type: 'str' }, dataType: TangoType.DevString, elements: ['é'], value: 'é' },
  { live: { type: 'enum', labels }, dataType: TangoType.DevEnum, elements: Int16Array.of(2), value: 'Fault' },
  { live: { type: 'enum', labels: DEV_STATES }, dataType: TangoType.DevState, elements: ['MOVING'], value: 'MOVING' },
  {
    live: { type: 'encoded' },
    dataType: TangoType.DevEncoded,
    elements: [{ format: 'raw', data: Uint8Array.of(1, 2) }],
    value: { format: 'raw', data: Uint8Array.of(1, 2) },
  },
];

describe('both ways', () => {
  it.each([...numbers, ...others])('a scalar of $live.type', ({ live, dataType, elements, value }) => {
    expect(decode(live, elements, cell)).toEqual(value);
    const write = encode(attribute('x', { dataType }), live, value, 'a/b/c/x');
    expect(write).toEqual({ name: 'x', dataType, dataFormat: 'SCALAR', value: elements, dim: cell });
  });

  it.each([...numbers, ...others.filter(({ live }) => live.type !== 'encoded')])(
    'a row and a grid of $live.type',
    (one) => {
      const { live, dataType, elements, value } = one;
      const twice = (
        Array.isArray(elements) ? [...elements, ...elements] : doubled(elements as Int16Array)
      ) as Elements;
      const data = live.labels === undefined ? twice : [value, value];
      const row: ValueSpec = { ...live, type: `${live.type as 'f64'}[]` };
      const grid: ValueSpec = { ...live, type: `${live.type as 'f64'}[][]` };
      expect(decode(row, twice, { x: 2, y: 0 })).toEqual(data);
      expect(decode(grid, twice, { x: 1, y: 2 })).toEqual({ shape: [2, 1], data });
      const config = attribute('x', { dataType });
      expect(encode({ ...config, dataFormat: 'SPECTRUM' }, row, data, 's')).toMatchObject({
        value: twice,
        dim: { x: 2, y: 0 },
      });
      const image = encode({ ...config, dataFormat: 'IMAGE' }, grid, { shape: [2, 1], data }, 's');
      expect(image).toMatchObject({ value: twice, dim: { x: 1, y: 2 } });
    },
  );
});

function doubled(numbersOf: Int16Array): Int16Array {
  const array = new (numbersOf.constructor as Int16ArrayConstructor)(2);
  return array.fill(numbersOf[0] ?? 0);
}

describe('what a server may send that is not what it announced', () => {
  it('makes an empty row of the announced type from an empty value of none', () => {
    expect(decode({ type: 'f64[]' }, undefined, { x: 0, y: 0 })).toEqual(new Float64Array(0));
    expect(decode({ type: 'enum[]', labels }, [], { x: 0, y: 0 })).toEqual([]);
    expect(decode({ type: 'str[][]' }, [], { x: 0, y: 0 })).toEqual({ shape: [0, 0], data: [] });
  });

  it.each([
    ['another type', { type: 'f64' }, Int32Array.of(1), cell],
    ['texts for flags', { type: 'bool' }, ['true'], cell],
    ['no scalar', { type: 'f64' }, new Float64Array(0), { x: 0, y: 0 }],
    ['half an image', { type: 'f64[][]' }, Float64Array.of(1, 2, 3), { x: 2, y: 2 }],
    ['a state that is none', { type: 'enum', labels: DEV_STATES }, ['DREAMING'], cell],
  ] as const)('refuses %s', (_, live, elements, dim) => {
    expect(() => decode(live, elements as Elements, dim)).toThrow(expect.objectContaining({ code: 'VALUE.TYPE' }));
  });

  it('refuses a number without a label, alone or in a row', () => {
    const unknown = expect.objectContaining({ code: 'VALUE.LABEL_UNKNOWN', expected: labels, actual: 3 });
    expect(() => decode({ type: 'enum', labels }, Int16Array.of(3), cell)).toThrow(unknown);
    expect(() => decode({ type: 'enum[]', labels }, Int16Array.of(0, 3), { x: 2, y: 0 })).toThrow(unknown);
  });

  it('delivers what has no type of its own as it comes', () => {
    expect(decode({ type: 'any' }, [7] as unknown as Elements, cell)).toBe(7);
    expect(decode({ type: 'any' }, Uint8Array.of(1, 2), { x: 2, y: 0 })).toEqual(Uint8Array.of(1, 2));
    expect(decode({ type: 'any' }, Uint8Array.of(1, 2), { x: 2, y: 1 })).toEqual({
      shape: [1, 2],
      data: Uint8Array.of(1, 2),
    });
    expect(decode({ type: 'any' }, undefined, cell)).toBeUndefined();
  });
});

describe('what is not sent', () => {
  it('is a value that does not fit, a label that the server lacks, a type without a form', () => {
    const config = attribute('x', { dataType: TangoType.DevShort });
    expect(() => encode(config, { type: 'i16' }, 70_000, 's')).toThrow(expect.objectContaining({ code: 'VALUE.TYPE' }));
    expect(() => encode(config, { type: 'i16' }, '7', 's')).toThrow(expect.objectContaining({ code: 'VALUE.TYPE' }));
    expect(() => encode(config, { type: 'any' }, 7, 's')).toThrow(expect.objectContaining({ code: 'VALUE.TYPE' }));
    const mode = attribute('mode', { dataType: TangoType.DevEnum, enumLabels: labels });
    expect(() => encode(mode, { type: 'enum', labels }, 'Away', 's')).toThrow(
      expect.objectContaining({ code: 'VALUE.LABEL_UNKNOWN' }),
    );
  });

  it('takes labels from the live device, not in the order of the class', () => {
    const mode = attribute('mode', { dataType: TangoType.DevEnum });
    const live: ValueSpec = { type: 'enum', labels: ['New', ...labels] };
    expect(encode(mode, live, 'Idle', 's').value).toEqual(Int16Array.of(1));
  });
});
