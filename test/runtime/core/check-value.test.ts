import type { ValueSpec } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { checkValue } from '../../../src/runtime/core/value/check-value.ts';
import { everyType } from './every-type.ts';
import { defaultValue } from '../../../src/runtime/core/value/default-value.ts';

const of = { name: 'dev.x', source: 'tango://db/a/b/c/x' };

function failure(spec: ValueSpec | undefined, value: unknown): unknown {
  try {
    checkValue(spec, value, of);
    return undefined;
  } catch (error) {
    return error;
  }
}

const labels = ['Idle', 'Run'];
const table: ValueSpec = {
  type: 'table',
  fields: [
    { name: 'time', type: 'u32[]' },
    { name: 'trigger', type: 'enum[]', labels },
  ],
};

describe('checkValue', () => {
  it('accepts the zero of every type', () => {
    for (const spec of everyType) expect(failure(spec, defaultValue(spec)), spec.type).toBeUndefined();
  });

  const good: [ValueSpec, unknown][] = [
    [{ type: 'i8' }, -128],
    [{ type: 'u64' }, 2n ** 64n - 1n],
    [{ type: 'f64' }, Number.NaN],
    [{ type: 'f32' }, -Infinity],
    [{ type: 'u8[]' }, Buffer.from('abc')],
    [{ type: 'enum' }, 3],
    [{ type: 'f64[][]' }, { shape: [2, 3], data: new Float64Array(6) }],
    [{ type: 'ndarray' }, { shape: [7], data: new Uint8Array(3), codec: 'jpeg' }],
    [{ type: 'struct[]', fields: [{ name: 'a', type: 'bool' }] }, [null, { a: true }]],
    [{ type: 'table' }, { any: [1], other: ['x'] }],
    [table, { time: new Uint32Array(1), trigger: ['Run'] }],
  ];
  it.each(good)('accepts %j', (spec, value) => expect(failure(spec, value)).toBeUndefined());

  const bad: [ValueSpec | undefined, unknown, string][] = [
    [undefined, 1, 'expected no argument, got 1'],
    [{ type: 'i8' }, 128, 'expected an integer in -128 … 127, got 128'],
    [{ type: 'u16' }, 1.5, 'expected an integer in 0 … 65535, got 1.5'],
    [{ type: 'i32' }, Number.NaN, 'expected an integer in -2147483648 … 2147483647, got NaN'],
    [{ type: 'i64' }, 1, 'expected a bigint in -9223372036854775808 … 9223372036854775807, got 1'],
    [
      { type: 'i64' },
      2n ** 63n,
      'expected a bigint in -9223372036854775808 … 9223372036854775807, got 9223372036854775808n',
    ],
    [{ type: 'f64' }, 1n, 'expected a number (f64), got 1n'],
    [{ type: 'f64' }, '1', 'expected a number (f64), got "1"'],
    [{ type: 'f32' }, 1e300, 'expected a number (f32), got 1e+300'],
    [{ type: 'bool' }, 1, 'expected a boolean, got 1'],
    [{ type: 'str' }, null, 'expected a string, got null'],
    [{ type: 'f64[]' }, [1, 2], 'expected a Float64Array, got Array(2) [1, 2]'],
    [{ type: 'f64[]' }, new Float32Array(1), 'expected a Float64Array, got Float32Array(1) [0]'],
    [{ type: 'bool[]' }, [true, 0], 'expected a boolean at [1], got 0'],
    [{ type: 'str[]' }, 'abc', 'expected an array of str, got "abc"'],
    [{ type: 'f64[][]' }, new Float64Array(4), 'expected { shape: [rows, columns], data }, got'],
    [{ type: 'f64[][]' }, { shape: [2], data: new Float64Array(2) }, 'expected { shape: [rows, columns], data }, got'],
    [{ type: 'f64[][]' }, { shape: [2, 2], data: new Float64Array(3) }, 'expected 4 elements for shape [2, 2] at data'],
    [{ type: 'encoded' }, { format: 'RAW', data: [1] }, 'expected { format, data } with a string and a Uint8Array'],
    [{ type: 'ndarray' }, { shape: [2, 2], data: new Uint8Array(3) }, 'expected 4 elements for shape [2, 2] at data'],
    [table, { time: new Uint32Array(2) }, 'expected enum[] at trigger, got undefined'],
    [table, { time: new Uint32Array(2), trigger: ['Run'] }, 'expected 2 rows as in time at trigger'],
    [table, { time: new Uint32Array(0), trigger: [], more: 1 }, 'expected no such field at more, got 1'],
    [
      { type: 'union', fields: [{ name: 'a', type: 'bool' }] },
      { kind: 'b', value: 1 },
      'expected one of "a" at kind, got "b"',
    ],
    [
      { type: 'union', fields: [{ name: 'a', type: 'bool' }] },
      { kind: 'a', value: 1 },
      'expected a boolean at value, got 1',
    ],
  ];
  it.each(bad)('rejects a misfit with %j', (spec, value, message) => {
    expect(failure(spec, value)).toMatchObject({ code: 'VALUE.TYPE', member: 'dev.x', source: of.source });
    expect(failure(spec, value)).toMatchObject({ message: expect.stringContaining(message) });
  });

  it('names the place of an unknown label', () => {
    expect(failure({ type: 'enum', labels }, 'Stop')).toMatchObject({
      code: 'VALUE.LABEL_UNKNOWN',
      message: 'dev.x (tango://db/a/b/c/x): expected one of "Idle", "Run", got "Stop"',
    });
    const nested: ValueSpec = { type: 'struct', fields: [{ name: 'seq', ...table }] };
    const value = { seq: { time: new Uint32Array(2), trigger: ['Run', 'Stop'] } };
    expect(failure(nested, value)).toMatchObject({
      code: 'VALUE.LABEL_UNKNOWN',
      message: expect.stringContaining('at seq.trigger[1], got "Stop"'),
    });
  });

  it('takes hostile names as names', () => {
    const spec: ValueSpec = {
      type: 'struct',
      fields: [
        { name: '__proto__', type: 'f64' },
        { name: 'constructor', type: 'f64' },
      ],
    };
    expect(failure(spec, {})).toMatchObject({ code: 'VALUE.TYPE' });
    expect(failure(spec, defaultValue(spec))).toBeUndefined();
    expect(failure({ type: 'str' }, Symbol.iterator)).toMatchObject({ code: 'VALUE.TYPE' });
    const hostile = failure({ type: 'bool' }, '\u2028\u001b[31m');
    expect(hostile).toMatchObject({ message: expect.not.stringContaining('\u2028') });
    expect(hostile).toMatchObject({ message: expect.not.stringContaining('\u001b') });
  });
});
