import {
  ANY,
  arrayOf,
  type PvaType,
  type PvaValue,
  scalar,
  type StructType,
  struct,
  structOf,
  union,
} from '@devgen/runtime/pva/codec';

export const alarm: StructType = structOf(
  { severity: scalar('i32'), status: scalar('i32'), message: scalar('str') },
  'alarm_t',
);
export const timeStamp: StructType = structOf(
  { secondsPastEpoch: scalar('i64'), nanoseconds: scalar('i32'), userTag: scalar('i32') },
  'time_t',
);

/** An NTScalar of a number. */
export function ntScalar(value: PvaType = scalar('f64')): StructType {
  return structOf({ value, alarm, timeStamp }, 'epics:nt/NTScalar:1.0');
}

export const point: StructType = structOf({ x: scalar('i32'), y: scalar('f64') }, 'point');
export const numberOrText = union('', [
  { name: 'number', type: scalar('i32') },
  { name: 'text', type: scalar('str') },
]);

/** Field names that a careless program would take for something else. */
export const oddNames = ['__proto__', 'constructor', 'toString', 'then', 'in-valid', ''] as const;
export const odd: StructType = struct(
  '',
  oddNames.map((name) => ({ name, type: scalar('u8') })),
);

export const nested: StructType = structOf({ outer: structOf({ inner: structOf({ point, names: arrayOf('str') }) }) });

/** One value of each kind of type. */
export const samples: readonly (readonly [string, PvaType, PvaValue])[] = [
  ['bool', scalar('bool'), true],
  ['i8', scalar('i8'), -8],
  ['u8', scalar('u8'), 200],
  ['i16', scalar('i16'), -1600],
  ['u16', scalar('u16'), 60_000],
  ['i32', scalar('i32'), -320_000],
  ['u32', scalar('u32'), 4_000_000_000],
  ['i64', scalar('i64'), -(2n ** 63n)],
  ['u64', scalar('u64'), 2n ** 64n - 1n],
  ['f32', scalar('f32'), 0.5],
  ['f64', scalar('f64'), Math.PI],
  ['NaN', scalar('f64'), Number.NaN],
  ['str', scalar('str'), 'caf\u00e9 \u20ac'],
  ['bounded string', scalar('str', 4), 'four'],
  ['bool[]', arrayOf('bool'), [true, false, true]],
  ['i8[]', arrayOf('i8'), Int8Array.of(-1, 2)],
  ['u8[]', arrayOf('u8'), Uint8Array.of(255, 2)],
  ['i16[]', arrayOf('i16'), Int16Array.of(-1, 2)],
  ['u16[]', arrayOf('u16'), Uint16Array.of(65_535, 2)],
  ['i32[]', arrayOf('i32'), Int32Array.of(-1, 2)],
  ['u32[]', arrayOf('u32'), Uint32Array.of(4_294_967_295, 2)],
  ['i64[]', arrayOf('i64'), BigInt64Array.of(-1n, 2n)],
  ['u64[]', arrayOf('u64'), BigUint64Array.of(2n ** 64n - 1n, 2n)],
  ['f32[]', arrayOf('f32'), Float32Array.of(-1.5, 2.5)],
  ['f64[]', arrayOf('f64'), Float64Array.of(-1.5, 2.5)],
  ['str[]', arrayOf('str'), ['a', '', 'caf\u00e9']],
  ['bounded array', arrayOf('i32', { atMost: 4 }), Int32Array.of(1, 2)],
  ['fixed array', arrayOf('i32', { exactly: 2 }), Int32Array.of(1, 2)],
  ['fixed array of strings', arrayOf('str', { exactly: 2 }), ['a', 'b']],
  ['structure', point, { x: 1, y: 1.5 }],
  ['nested structure', nested, { outer: { inner: { point: { x: 1, y: 2 }, names: ['n'] } } }],
  ['union', numberOrText, { kind: 'text', value: 'arm' }],
  ['empty union', numberOrText, null],
  ['variant', ANY, { type: scalar('f64'), value: 4.5 }],
  ['variant of a structure', ANY, { type: point, value: { x: 1, y: 2 } }],
  ['empty variant', ANY, null],
  ['struct[]', arrayOf(point), [{ x: 1, y: 1.5 }, null, { x: -2, y: -2.5 }]],
  ['union[]', arrayOf(numberOrText), [{ kind: 'number', value: 1 }, null, { kind: 'text', value: 'b' }]],
  ['any[]', arrayOf(ANY), [{ type: scalar('i32'), value: 7 }, null, { type: scalar('str'), value: 'seven' }]],
];
