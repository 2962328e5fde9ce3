import { DevgenError } from '../../../core/contract/errors.ts';
import type { ElementKind } from '../../codec/elements.ts';
import { numberOf, numbersOf, type NumberKind } from '../../codec/numbers.ts';
import { type Shape, shapeOf, tangoTypeName, unsupported } from '../../codec/tango-type.ts';
import { DEV_STATES, type Elements } from '../types.ts';

/**
 * The value as the Tango type has it, or `VALUE.TYPE`. It is a copy: what is done to an array afterwards changes no
 * request. A number that is a whole one is welcome for 64 bits, and a `bigint` that fits for fewer.
 */
export function argumentOf(type: number, value: unknown): unknown {
  const shape = shapeOf(type);
  if (shape === undefined) throw unsupported(type);
  try {
    return valueOf(shape, value);
  } catch (error) {
    if (!(error instanceof DevgenError)) throw error;
    throw new DevgenError(`${error.message} (${tangoTypeName(type)})`, error);
  }
}

/** Values of one kind, of any array, as the wire has them. */
export function elementsOf(kind: ElementKind, values: unknown): Elements {
  const list = listOf(values);
  if (isNumber(kind))
    return numbersOf(
      kind,
      Array.from(list, (value) => numberFor(kind, value)),
    );
  return Array.from(list, (value) => otherOf(kind, value)) as unknown as Elements;
}

/** One value of the kind. */
export function elementOf(kind: ElementKind, value: unknown): unknown {
  return isNumber(kind) ? numberFor(kind, value) : otherOf(kind, value);
}

function valueOf(shape: Shape, value: unknown): unknown {
  if (shape.form === 'void') {
    if (value === undefined) return undefined;
    throw notA('no argument', value);
  }
  if (shape.form === 'scalar') return elementOf(shape.kind, value);
  if (shape.form === 'array') return copyOf(shape.kind, value);
  const numbers = shape.kind === 'i32' ? 'lvalue' : 'dvalue';
  if (!isObject(value) || value[numbers] === undefined || value['svalue'] === undefined) {
    throw notA(`{ ${numbers}, svalue }`, value);
  }
  return { [numbers]: copyOf(shape.kind, value[numbers]), svalue: copyOf('string', value['svalue']) };
}

/** A typed array of the right kind needs no look at each element. */
function copyOf(kind: ElementKind, value: unknown): Elements {
  if (!isNumber(kind) || !(value instanceof numbersOf(kind, []).constructor)) return elementsOf(kind, value);
  // A Buffer is a Uint8Array whose `slice` is no copy.
  return value instanceof Uint8Array ? Uint8Array.from(value) : (value as Int16Array).slice();
}

function listOf(value: unknown): ArrayLike<unknown> {
  if (Array.isArray(value)) return value;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return value as unknown as ArrayLike<unknown>;
  throw notA('an array', value);
}

function numberFor(kind: NumberKind, value: unknown): number | bigint {
  if (kind === 'f32' && typeof value === 'number' && Number.isFinite(value) && !Number.isFinite(Math.fround(value))) {
    throw notA('a number that 32 bits can hold', value);
  }
  if (kind === 'i64' || kind === 'u64')
    return numberOf(kind, Number.isSafeInteger(value) ? BigInt(value as number) : value);
  const small = typeof value === 'bigint' && BigInt(Number(value)) === value && kind !== 'f32' && kind !== 'f64';
  return numberOf(kind, small ? Number(value) : value);
}

function otherOf(kind: Exclude<ElementKind, NumberKind>, value: unknown): unknown {
  switch (kind) {
    case 'bool':
      if (typeof value === 'boolean') return value;
      throw notA('a boolean', value);
    case 'string':
      return textOf(value);
    case 'state':
      if (DEV_STATES.some((state) => state === value)) return value;
      throw notA(`one of ${DEV_STATES.join(', ')}`, value);
    case 'encoded':
      if (isObject(value) && value['data'] instanceof Uint8Array) {
        return { format: textOf(value['format']), data: value['data'].slice() };
      }
      throw notA('{ format, data }, the data as Uint8Array', value);
  }
}

/** Tango's texts are ISO 8859-1 and end at a NUL. */
function textOf(value: unknown): string {
  if (typeof value !== 'string') throw notA('a string', value);
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code === 0 || code > 0xff) throw notA('a string of the characters U+0001 to U+00FF', value);
  }
  return value;
}

function isNumber(kind: ElementKind): kind is NumberKind {
  return kind !== 'bool' && kind !== 'string' && kind !== 'state' && kind !== 'encoded';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function notA(expected: string, value: unknown): DevgenError {
  const text =
    typeof value === 'string' ? `"${value.slice(0, 40)}"` : typeof value === 'object' ? kindOf(value) : String(value);
  return new DevgenError(`${text} is not ${expected}`, { code: 'VALUE.TYPE', expected, actual: value });
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'an array' : value === null ? 'null' : 'an object';
}
