import { DevgenError } from '../../core/contract/errors.ts';
import { TangoType, type TangoTypeName } from '../client/types.ts';
import type { ElementKind } from './elements.ts';

/** How a value of a Tango type is made up. */
export type Shape =
  | { readonly form: 'void' }
  | { readonly form: 'scalar' | 'array'; readonly kind: ElementKind }
  | { readonly form: 'table'; readonly kind: 'i32' | 'f64' };

const scalar = (kind: ElementKind): Shape => ({ form: 'scalar', kind });
const array = (kind: ElementKind): Shape => ({ form: 'array', kind });

const SHAPES: ReadonlyMap<number, Shape> = new Map<number, Shape>([
  [TangoType.DevVoid, { form: 'void' }],
  [TangoType.DevBoolean, scalar('bool')],
  [TangoType.DevShort, scalar('i16')],
  [TangoType.DevLong, scalar('i32')],
  [TangoType.DevFloat, scalar('f32')],
  [TangoType.DevDouble, scalar('f64')],
  [TangoType.DevUShort, scalar('u16')],
  [TangoType.DevULong, scalar('u32')],
  [TangoType.DevString, scalar('string')],
  [TangoType.DevVarCharArray, array('u8')],
  [TangoType.DevVarShortArray, array('i16')],
  [TangoType.DevVarLongArray, array('i32')],
  [TangoType.DevVarFloatArray, array('f32')],
  [TangoType.DevVarDoubleArray, array('f64')],
  [TangoType.DevVarUShortArray, array('u16')],
  [TangoType.DevVarULongArray, array('u32')],
  [TangoType.DevVarStringArray, array('string')],
  [TangoType.DevVarLongStringArray, { form: 'table', kind: 'i32' }],
  [TangoType.DevVarDoubleStringArray, { form: 'table', kind: 'f64' }],
  [TangoType.DevState, scalar('state')],
  [TangoType.ConstDevString, scalar('string')],
  [TangoType.DevVarBooleanArray, array('bool')],
  [TangoType.DevUChar, scalar('u8')],
  [TangoType.DevLong64, scalar('i64')],
  [TangoType.DevULong64, scalar('u64')],
  [TangoType.DevVarLong64Array, array('i64')],
  [TangoType.DevVarULong64Array, array('u64')],
  [TangoType.DevEncoded, scalar('encoded')],
  [TangoType.DevEnum, scalar('i16')],
  [TangoType.DevVarStateArray, array('state')],
  [TangoType.DevVarEncodedArray, array('encoded')],
]);

/** The shape, or undefined for a type that this client does not know. */
export function shapeOf(type: number): Shape | undefined {
  return SHAPES.get(type);
}

/** The element of an attribute's data type, which is always a scalar type. */
export function elementKindOf(dataType: number): ElementKind {
  const shape = SHAPES.get(dataType);
  if (shape?.form === 'scalar' || shape?.form === 'array') return shape.kind;
  throw unsupported(dataType);
}

export function unsupported(type: number): DevgenError {
  return new DevgenError(`Tango type ${tangoTypeName(type)} cannot be sent`, {
    code: 'VALUE.TYPE',
    actual: type,
    hint: 'Pipes and types newer than this client are not supported.',
  });
}

/** `DevVarLongArray`, or the number where it has no name. */
export function tangoTypeName(type: number): TangoTypeName | `${number}` {
  const found = Object.entries(TangoType).find(([, value]) => value === type);
  return (found?.[0] as TangoTypeName | undefined) ?? `${type}`;
}
