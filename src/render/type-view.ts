import { type ArrayValues, elementOf, type ScalarValues } from '@devgen/runtime/contract';
import type { LockValue } from '../model/lock/lock.ts';
import type { TypeView } from './view.ts';

const SCALARS: Readonly<Record<keyof ScalarValues, string>> = {
  bool: 'boolean',
  i8: 'number',
  u8: 'number',
  i16: 'number',
  u16: 'number',
  i32: 'number',
  u32: 'number',
  i64: 'bigint',
  u64: 'bigint',
  f32: 'number',
  f64: 'number',
  str: 'string',
};

const ARRAYS: Readonly<Record<Exclude<keyof ArrayValues, 'bool' | 'str'>, string>> = {
  i8: 'Int8Array',
  u8: 'Uint8Array',
  i16: 'Int16Array',
  u16: 'Uint16Array',
  i32: 'Int32Array',
  u32: 'Uint32Array',
  i64: 'BigInt64Array',
  u64: 'BigUint64Array',
  f32: 'Float32Array',
  f64: 'Float64Array',
};

export function typeView(name: string, args: readonly TypeView[] = [], array: TypeView['array'] = null): TypeView {
  return { name, args, array };
}

const UNKNOWN = typeView('unknown');
const RECORD = typeView('Readonly', [typeView('Record', [typeView('string'), UNKNOWN])]);
const VOID = typeView('void');

/** The type of a value; `named` is the type that its labels or fields were given, if they are usable. */
export function valueType(value: LockValue | undefined, named: string | undefined): TypeView {
  if (value === undefined) return VOID;
  const { element, rank } = elementOf(value.type);
  const list: TypeView['array'] =
    rank === 0 ? null : element === 'struct' || element === 'union' ? 'nullable' : 'plain';
  const one = rank > 0 && Object.hasOwn(ARRAYS, element) ? undefined : elementType(element, named);
  const whole = one === undefined ? typeView(ARRAYS[element as keyof typeof ARRAYS]) : { ...one, array: list };
  return rank === 2 ? typeView('Image', [whole]) : whole;
}

function elementType(element: string, named: string | undefined): TypeView {
  if (Object.hasOwn(SCALARS, element)) return typeView(SCALARS[element as keyof ScalarValues]);
  switch (element) {
    case 'enum':
      return typeView(named ?? 'number');
    case 'table':
    case 'struct':
      return named === undefined ? RECORD : typeView(named);
    case 'union':
      return named === undefined ? typeView('AnyArm') : typeView(named);
    case 'encoded':
      return typeView('Encoded');
    case 'ndarray':
      return typeView('NdArray');
    default:
      return UNKNOWN;
  }
}

/** What a type needs from the runtime. */
export function importsOf(view: TypeView, into: Set<string>): void {
  if (RUNTIME.has(view.name)) into.add(view.name);
  for (const arg of view.args) importsOf(arg, into);
}

const RUNTIME: ReadonlySet<string> = new Set([
  'AnyArm',
  'Command',
  'DeviceVector',
  'Encoded',
  'Image',
  'NdArray',
  'SignalR',
  'SignalRW',
  'SignalW',
]);
