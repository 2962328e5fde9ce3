import type { Scalar, ValueSpec, ValueType } from '../../core/contract/spec.ts';
import { utf8Text } from '../codec/utf8-text.ts';
import { type AttributeConfig, DEV_STATES, TangoType } from '../client/types.ts';

/** A Tango type in the vocabulary of specs; `caveat` says, for a person, what got lost. */
export interface Typed {
  readonly spec: ValueSpec;
  readonly caveat?: string;
}

const SCALARS: ReadonlyMap<number, Scalar> = new Map<number, Scalar>([
  [TangoType.DevBoolean, 'bool'],
  [TangoType.DevUChar, 'u8'],
  [TangoType.DevShort, 'i16'],
  [TangoType.DevUShort, 'u16'],
  [TangoType.DevLong, 'i32'],
  [TangoType.DevULong, 'u32'],
  [TangoType.DevLong64, 'i64'],
  [TangoType.DevULong64, 'u64'],
  [TangoType.DevFloat, 'f32'],
  [TangoType.DevDouble, 'f64'],
  [TangoType.DevString, 'str'],
  [TangoType.ConstDevString, 'str'],
]);

const ARRAYS: ReadonlyMap<number, Scalar> = new Map<number, Scalar>([
  [TangoType.DevVarBooleanArray, 'bool'],
  [TangoType.DevVarCharArray, 'u8'],
  [TangoType.DevVarShortArray, 'i16'],
  [TangoType.DevVarUShortArray, 'u16'],
  [TangoType.DevVarLongArray, 'i32'],
  [TangoType.DevVarULongArray, 'u32'],
  [TangoType.DevVarLong64Array, 'i64'],
  [TangoType.DevVarULong64Array, 'u64'],
  [TangoType.DevVarFloatArray, 'f32'],
  [TangoType.DevVarDoubleArray, 'f64'],
  [TangoType.DevVarStringArray, 'str'],
]);

const RANKS = { SCALAR: '', SPECTRUM: '[]', IMAGE: '[][]', FMT_UNKNOWN: undefined } as const;

/** The type of an attribute's value. */
export function attributeType(config: AttributeConfig): Typed {
  const rank = RANKS[config.dataFormat];
  if (rank === undefined) return unsupported(config.dataType);
  const scalar = SCALARS.get(config.dataType);
  if (scalar !== undefined) return { spec: { type: `${scalar}${rank}` } };
  if (config.dataType === TangoType.DevState) return { spec: { type: `enum${rank}`, labels: DEV_STATES } };
  if (config.dataType === TangoType.DevEnum) return enumType(config.enumLabels.map(utf8Text), rank);
  if (config.dataType === TangoType.DevEncoded && rank === '') return { spec: { type: 'encoded' } };
  return unsupported(config.dataType);
}

/** The type of a command's argument or result; `undefined` is void. */
export function commandType(type: number): Typed | undefined {
  if (type === TangoType.DevVoid) return undefined;
  const scalar = SCALARS.get(type);
  if (scalar !== undefined) return { spec: { type: scalar } };
  const element = ARRAYS.get(type);
  if (element !== undefined) return { spec: { type: `${element}[]` } };
  switch (type) {
    case TangoType.DevState:
      return { spec: { type: 'enum', labels: DEV_STATES } };
    case TangoType.DevVarStateArray:
      return { spec: { type: 'enum[]', labels: DEV_STATES } };
    case TangoType.DevEncoded:
      return { spec: { type: 'encoded' } };
    case TangoType.DevVarLongStringArray:
      return { spec: valuesAndStrings('lvalue', 'i32[]') };
    case TangoType.DevVarDoubleStringArray:
      return { spec: valuesAndStrings('dvalue', 'f64[]') };
    case TangoType.DevEnum:
      return { spec: { type: 'i16' }, caveat: 'an enum whose labels Tango does not tell for commands' };
    default:
      return unsupported(type);
  }
}

/** Labels that cannot be told apart make no union: the number is all there is. */
function enumType(labels: readonly string[], rank: '' | '[]' | '[][]'): Typed {
  const number: ValueSpec = { type: `i16${rank}` };
  if (labels.length === 0) return { spec: number, caveat: 'an enum without labels' };
  if (labels.includes('')) return { spec: number, caveat: 'an enum with an empty label' };
  if (new Set(labels).size < labels.length) return { spec: number, caveat: 'an enum with a label repeated' };
  return { spec: { type: `enum${rank}`, labels: [...labels] } };
}

function valuesAndStrings(numbers: string, type: ValueType): ValueSpec {
  return {
    type: 'struct',
    fields: [
      { name: numbers, type },
      { name: 'svalue', type: 'str[]' },
    ],
  };
}

function unsupported(type: number): Typed {
  const name = Object.entries(TangoType).find(([, number]) => number === type)?.[0] ?? `type ${type}`;
  return { spec: { type: 'any' }, caveat: `${name} has no type of its own here` };
}
