import type { SignalSpec, ValueSpec } from '@devgen/runtime';

/** A PV of test/peers/servers/pva_normative.py: what a class declares of it, what it holds, and what else it could. */
export interface NormativePv {
  readonly spec: ValueSpec;
  readonly value: unknown;
  readonly other?: unknown;
}

const point = [
  { name: 'x', type: 'i32' },
  { name: 'y', type: 'f64' },
] as const;
const arms = [
  { name: 'number', type: 'i32' },
  { name: 'inner', type: 'struct', fields: [{ name: 'any', type: 'any' }] },
] as const;
const fields = (types: Readonly<Record<string, ValueSpec['type']>>): ValueSpec['fields'] =>
  Object.entries(types).map(([name, type]) => ({ name, type }));
const struct = (types: Readonly<Record<string, ValueSpec['type']>>): ValueSpec => ({
  type: 'struct',
  fields: fields(types)!,
});
const doubles = (...values: number[]): Float64Array => Float64Array.from(values);
/** An object with any key, `__proto__` too. */
const own = (entries: readonly (readonly [string, unknown])[]): unknown => Object.fromEntries(entries);
const hostile = ['__proto__', 'constructor', 'toString', 'then', 'valueOf'];

export const normativePvs: Readonly<Record<string, NormativePv>> = {
  scalar: { spec: { type: 'f64' }, value: 1.5, other: -2.5 },
  long: { spec: { type: 'i64' }, value: 2n ** 60n, other: -(2n ** 60n) - 1n },
  array: { spec: { type: 'i16[]' }, value: Int16Array.of(1, -2, 3), other: Int16Array.of(7) },
  enum: { spec: { type: 'enum', labels: ['Off', 'On'] }, value: 'On', other: 'Off' },
  badenum: { spec: { type: 'enum' }, value: 1, other: 2 },
  table: {
    spec: {
      type: 'table',
      fields: [
        { name: 'zulu', type: 'f64[]' },
        { name: 'alpha', type: 'str[]' },
        { name: '__proto__', type: 'i64[]' },
      ],
    },
    value: own([
      ['zulu', doubles(1.5, 2.5)],
      ['alpha', ['one', 'two']],
      ['__proto__', BigInt64Array.of(1n, 2n)],
    ]),
    other: own([
      ['zulu', doubles(3)],
      ['alpha', ['three']],
      ['__proto__', BigInt64Array.of(3n)],
    ]),
  },
  image: {
    spec: { type: 'ndarray' },
    value: {
      shape: [2, 3, 4],
      data: Int16Array.from({ length: 24 }, (_, index) => index),
      uniqueId: 0,
      attributes: own([
        ['ColorMode', 2n],
        ['__proto__', 'hostile'],
      ]),
    },
  },
  encoded: {
    spec: { type: 'ndarray' },
    value: { shape: [3, 4], data: Uint8Array.of(0, 1, 2, 3, 4, 5), codec: 'lz4', element: 'u16', uniqueId: 7 },
  },
  uri: {
    spec: {
      type: 'struct',
      fields: [
        { name: 'scheme', type: 'str' },
        { name: 'authority', type: 'str' },
        { name: 'path', type: 'str' },
        { name: 'query', type: 'struct', fields: [{ name: 'a', type: 'f64' }] },
      ],
    },
    value: { scheme: 'pva', authority: 'host', path: 'sum', query: { a: 2 } },
    other: { scheme: 'pva', authority: '', path: 'other', query: { a: 3 } },
  },
  namevalue: {
    spec: { type: 'table', fields: fields({ name: 'str[]', value: 'f64[]' })! },
    value: { name: ['x', 'y'], value: doubles(1.5, 2.5) },
    other: { name: ['z'], value: doubles(3) },
  },
  matrix: {
    spec: { type: 'ndarray' },
    value: { shape: [2, 3], data: doubles(1, 2, 3, 4, 5, 6) },
    other: { shape: [1, 2], data: doubles(7, 8) },
  },
  union: {
    spec: { type: 'union', fields: fields({ number: 'i32', text: 'str' })! },
    value: { kind: 'text', value: 'arm' },
    other: { kind: 'number', value: 4 },
  },
  attribute: {
    spec: struct({ name: 'str', value: 'any', tags: 'str[]' }),
    value: { name: 'colour', value: 'red', tags: ['a'] },
    other: { name: 'size', value: 2.5, tags: [] },
  },
  channels: {
    spec: struct({ value: 'any[]', channelName: 'str[]', isConnected: 'bool[]' }),
    value: { value: [1.5, 'two'], channelName: ['a', 'b'], isConnected: [true, false] },
    other: { value: [null], channelName: ['c'], isConnected: [false] },
  },
  scalarchannels: {
    spec: struct({ value: 'f64[]', channelName: 'str[]' }),
    value: { value: doubles(1.5, 2.5), channelName: ['a', 'b'] },
    other: { value: doubles(), channelName: [] },
  },
  continuum: {
    spec: struct({ base: 'f64[]', value: 'f64[]', units: 'str[]' }),
    value: { base: doubles(0, 1), value: doubles(10, 11), units: ['s', 'V'] },
    other: { base: doubles(2), value: doubles(3), units: ['s', 'V'] },
  },
  histogram: {
    spec: struct({ ranges: 'f64[]', value: 'i64[]' }),
    value: { ranges: doubles(0, 1, 2), value: BigInt64Array.of(5n, 6n) },
    other: { ranges: doubles(0, 1), value: BigInt64Array.of(7n) },
  },
  aggregate: {
    spec: struct({ value: 'f64', N: 'i64', max: 'f64' }),
    value: { value: 1.5, N: 10n, max: 3.5 },
    other: { value: 0, N: 1n, max: 0 },
  },
  reordered: { spec: { type: 'f64' }, value: 2.5, other: 3.5 },
  bare: { spec: { type: 'i32' }, value: 3, other: 4 },
  custom: {
    spec: {
      type: 'struct',
      fields: [
        { name: 'position', type: 'struct', fields: point },
        { name: 'name', type: 'str' },
      ],
    },
    value: { position: { x: 1, y: 2.5 }, name: 'n' },
    other: { position: { x: 2, y: 3.5 }, name: 'm' },
  },
  own: {
    spec: struct({ alarm: 'i32', control: 'str', value: 'f64' }),
    value: { alarm: 7, control: 'c', value: 1.5 },
    other: { alarm: 8, control: 'd', value: 2.5 },
  },
  deep: {
    spec: {
      type: 'struct',
      fields: [
        {
          name: 'outer',
          type: 'struct',
          fields: [
            { name: 'one', type: 'union', fields: arms },
            { name: 'none', type: 'union', fields: arms },
            { name: 'list', type: 'any[]' },
          ],
        },
        { name: 'points', type: 'struct[]', fields: point },
      ],
    },
    value: {
      outer: { one: { kind: 'inner', value: { any: 1.5 } }, none: { kind: '', value: null }, list: ['s', 2.5] },
      points: [{ x: 1, y: 1.5 }, null],
    },
  },
  hostile: {
    spec: { type: 'struct', fields: hostile.map((name) => ({ name, type: 'i32' })) },
    value: own(hostile.map((name, index) => [name, index + 1] as const)),
    other: own(hostile.map((name, index) => [name, -1 - index] as const)),
  },
  empty: { spec: { type: 'any' }, value: {} },
  any: { spec: { type: 'any' }, value: 4.5, other: 'text' },
  anys: { spec: { type: 'any[]' }, value: [7n, 'seven'], other: ['eight'] },
};

/** A member a PV. */
export function normativeMembers(): Readonly<Record<string, SignalSpec>> {
  return Object.fromEntries(
    Object.entries(normativePvs).map(([name, { spec }]) => [`${name}_`, { kind: 'rw', source: name, ...spec }]),
  );
}
