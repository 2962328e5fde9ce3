import { arrayOf, type PvaValue, type PvaVariant, scalar } from '@devgen/runtime/pva';

const i64 = (value: bigint): PvaVariant => ({ type: scalar('i64'), value });

/** What the p4p server has at the beginning, and what is put there then. */
export const VALUES: readonly (readonly [string, PvaValue, PvaValue])[] = [
  ['bool', true, false],
  ['i8', -8, 127],
  ['u8', 200, 0],
  ['i16', -1600, 32_767],
  ['u16', 60_000, 1],
  ['i32', -320_000, 2_147_483_647],
  ['u32', 4_000_000_000, 1],
  ['i64', -(2n ** 63n), 2n ** 63n - 1n],
  ['u64', 2n ** 64n - 1n, 0n],
  ['f32', 0.5, -0.25],
  ['f64', Math.PI, Number.NaN],
  ['str', 'caf\u00e9 \u20ac', 'x'.repeat(70_000)],
  ['bools', [true, false, true], [false]],
  ['i8s', Int8Array.of(-1, 2), Int8Array.of(-128)],
  ['u8s', Uint8Array.of(255, 2), new Uint8Array(0)],
  ['i16s', Int16Array.of(-1, 2), Int16Array.of(3, 4, 5)],
  ['u16s', Uint16Array.of(65_535, 2), Uint16Array.of(1)],
  ['i32s', Int32Array.of(-1, 2), Int32Array.of(1)],
  ['u32s', Uint32Array.of(4_294_967_295, 2), Uint32Array.of(1)],
  ['i64s', BigInt64Array.of(-1n, 2n), BigInt64Array.of(2n ** 62n)],
  ['u64s', BigUint64Array.of(2n ** 64n - 1n, 2n), BigUint64Array.of(1n)],
  ['f32s', Float32Array.of(-1.5, 2.5), Float32Array.of(0.5)],
  ['f64s', Float64Array.of(-1.5, 2.5), Float64Array.from({ length: 20_000 }, (_, i) => i / 7)],
  ['strs', ['a', '', 'caf\u00e9'], ['']],
  ['any', { type: scalar('f64'), value: 4.5 }, { type: arrayOf('str'), value: ['now', 'a list'] }],
  ['anys', [i64(7n), { type: scalar('str'), value: 'seven' }], [null, i64(8n)]],
  ['union', { kind: 'text', value: 'arm' }, { kind: 'number', value: 3 }],
  [
    'unions',
    [
      { kind: 'number', value: 1 },
      { kind: 'text', value: 'b' },
    ],
    [null, { kind: 'text', value: 'c' }],
  ],
  ['structs', [{ x: 1, y: 1.5 }, null, { x: -2, y: -2.5 }], [null, { x: 4, y: 4.5 }]],
  [
    'nested',
    { a: 1, inner: { point: { x: 2, y: 3.5 }, names: ['n'] } },
    { a: 2, inner: { point: { x: 5, y: 6.5 }, names: [] } },
  ],
];
