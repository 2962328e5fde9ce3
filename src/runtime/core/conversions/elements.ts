import type { ValueSpec } from '../contract/spec.ts';
import { elementOf, type Image } from '../contract/values.ts';
import { typedArrayOf } from '../value/typed-array.ts';

/** A narrowed value of a scalar, a list or an image in other words; what has no such form comes as it is. */
export type Direction = (spec: ValueSpec, wire: NonNullable<ValueSpec['wire']>, value: unknown) => unknown;

export const fromWire: Direction = ({ labels }, wire, value) =>
  each(wire, value, labels ? '' : 'f64', (one) => {
    const number = Number(one);
    if (typeof one === 'string' || !Number.isSafeInteger(number)) return one;
    return labels ? (labels[number] ?? one) : number;
  });

export const toWire: Direction = ({ labels }, wire, value) => {
  const { element } = elementOf(wire);
  return each(wire, value, element, (one) => {
    const number = labels ? labels.indexOf(one as string) : (one as number);
    // An array of unsigned integers would take a negative one for a large one.
    if (!Number.isSafeInteger(number) || (number < 0 && (labels || element === 'u64'))) return one;
    if (element === 'bool') return number === 1;
    return element.endsWith('64') ? BigInt(number) : number;
  });
};

function each(
  wire: NonNullable<ValueSpec['wire']>,
  value: unknown,
  element: string,
  one: (each: unknown) => unknown,
): unknown {
  const { rank } = elementOf(wire);
  if (rank === 0) return one(value);
  if (rank === 1) return list(value, element, one);
  const image = value as Image<unknown> | null;
  return typeof image === 'object' && image !== null ? { ...image, data: list(image.data, element, one) } : value;
}

/** A list that has no such form as a whole comes as it is. */
function list(value: unknown, element: string, one: (each: unknown) => unknown): unknown {
  try {
    const all = Array.from(value as Iterable<unknown>, one);
    const array = typedArrayOf(element);
    return array === undefined ? all : new array(all as never);
  } catch {
    return value;
  }
}
