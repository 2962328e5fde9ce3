import type { Meta, ValueSpec } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { dataKey } from '../../../src/runtime/core/signal/data-key.ts';
import { sameValue } from '../../../src/runtime/core/value/equality.ts';
import { valueText } from '../../../src/runtime/core/value/value-text.ts';

describe('dataKey', () => {
  const cases: [ValueSpec, Meta, object][] = [
    [{ type: 'bool' }, {}, { dtype: 'boolean', dtype_numpy: '|b1', shape: [] }],
    [{ type: 'i16' }, {}, { dtype: 'integer', dtype_numpy: '<i2', shape: [] }],
    [{ type: 'u64' }, {}, { dtype: 'integer', dtype_numpy: '<u8', shape: [] }],
    [{ type: 'f32', units: 'V' }, {}, { dtype: 'number', dtype_numpy: '<f4', shape: [], units: 'V' }],
    [
      { type: 'f64', units: 'V' },
      { units: 'kV', precision: 3 },
      { dtype: 'number', dtype_numpy: '<f8', shape: [], units: 'kV', precision: 3 },
    ],
    [
      { type: 'f64' },
      { limits: { control: { low: 0 } } },
      { dtype: 'number', dtype_numpy: '<f8', shape: [], limits: { control: { low: 0 } } },
    ],
    [{ type: 'str' }, {}, { dtype: 'string', shape: [] }],
    [{ type: 'enum', labels: ['A'] }, { labels: ['A', 'B'] }, { dtype: 'string', shape: [], choices: ['A'] }],
    [{ type: 'enum[]', labels: ['A'] }, {}, { dtype: 'array', shape: [null], choices: ['A'] }],
    [{ type: 'f64[][]' }, { maxShape: [4, 5] }, { dtype: 'array', dtype_numpy: '<f8', shape: [null, null] }],
    [{ type: 'ndarray' }, { maxShape: [3, 4, 5] }, { dtype: 'array', shape: [null, null, null] }],
    [{ type: 'encoded' }, {}, { dtype: 'array', dtype_numpy: '|u1', shape: [null] }],
    [{ type: 'table', fields: [] }, {}, { dtype: 'array', shape: [null] }],
    [{ type: 'union' }, {}, { dtype: 'array', shape: [] }],
  ];
  it.each(cases)('of %j with %j', (spec, meta, key) =>
    expect(dataKey(spec, 's', meta)).toEqual({ source: 's', ...key }),
  );
});

describe('sameValue', () => {
  it('is equality by value to any depth', () => {
    const table = { time: new Uint32Array([1, 2]), mode: ['A', 'B'] };
    expect(sameValue(table, { mode: ['A', 'B'], time: new Uint32Array([1, 2]) })).toBe(true);
    expect(sameValue(table, { ...table, time: new Uint32Array([1, 3]) })).toBe(false);
    expect(sameValue(new Float64Array([Number.NaN]), new Float64Array([Number.NaN]))).toBe(true);
    expect(sameValue(1, 1n)).toBe(false);
    expect(sameValue([1], new Float64Array([1]))).toBe(false);
    expect(sameValue(new Float32Array([1]), new Float64Array([1]))).toBe(false);
    expect(sameValue(new Float64Array(1), {})).toBe(false);
    expect(sameValue({}, [])).toBe(false);
    expect(sameValue(null, {})).toBe(false);
    expect(sameValue({ a: 1 }, Object.create({ a: 1 }))).toBe(false);
  });
});

describe('valueText', () => {
  it('is short and on one line', () => {
    expect(valueText('a\nb')).toBe('"a\\nb"');
    expect(valueText('x'.repeat(500)).length).toBeLessThan(70);
    expect(valueText(new Float64Array([1, 2]))).toBe('Float64Array(2) [1, 2]');
    expect(valueText(new Float64Array(9))).toBe('Float64Array(9) [0, 0, 0, 0, 0, 0, 0, 0, …]');
    expect(valueText({ a: 1, b: 'x' })).toBe('{ a: Number, b: String }');
    expect([valueText(null), valueText(undefined), valueText(-0), valueText(5n)]).toEqual([
      'null',
      'undefined',
      '0',
      '5n',
    ]);
  });
});
