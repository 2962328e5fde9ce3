import type { ValueSpec, ValueType } from '@devgen/runtime';

const scalars = ['bool', 'i8', 'u8', 'i16', 'u16', 'i32', 'u32', 'i64', 'u64', 'f32', 'f64', 'str'] as const;
const labels = ['Idle', 'Run'];
const fields: ValueSpec['fields'] = [
  { name: 'time', type: 'u32[]', units: 's' },
  { name: 'mode', type: 'enum[]', labels },
];

/** A spec of every value type that there is. */
export const everyType: readonly ValueSpec[] = [
  ...[...scalars, 'any' as const].flatMap((type): ValueSpec[] => [
    { type },
    { type: `${type}[]` },
    { type: `${type}[][]` },
  ]),
  ...(['enum', 'enum[]', 'enum[][]'] satisfies ValueType[]).map((type): ValueSpec => ({ type, labels })),
  { type: 'enum' },
  { type: 'encoded' },
  { type: 'ndarray' },
  ...(['table', 'struct', 'struct[]', 'union', 'union[]'] satisfies ValueType[]).map((type): ValueSpec => ({
    type,
    fields,
  })),
  { type: 'union' },
];
