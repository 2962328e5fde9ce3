import {
  type AttributeConfig,
  DEV_STATES,
  type Dim,
  elementKindOf,
  type Elements,
  numbersOf,
  TangoType,
} from '@devgen/runtime/tango/codec';
import { isTangoText } from './text.ts';
import type { Encoded, Extent, Image } from './values.ts';

/** A value of a class's behaviour as it travels. Throws what does not fit the attribute's type or extents. */
export function extentOf(config: AttributeConfig, value: unknown): Extent {
  if (config.dataFormat === 'SCALAR') return { elements: elementsOf(config, [value]), dim: { x: 1, y: 0 } };
  if (config.dataFormat === 'SPECTRUM') {
    const elements = elementsOf(config, value as ArrayLike<unknown>);
    return { elements, dim: { x: elements.length, y: 0 } };
  }
  const { dim, data } = value as Image<unknown>;
  if (dim.x * dim.y !== data.length) throw new TypeError(`${data.length} elements are no ${dim.x} x ${dim.y} image`);
  return { elements: elementsOf(config, data), dim };
}

/** Elements as a class's behaviour has them. */
export function valueOf(config: AttributeConfig, { elements, dim }: Extent): unknown {
  const labelled =
    config.dataType === TangoType.DevEnum
      ? Array.from(elements as Int16Array, (index) => config.enumLabels[index] ?? '')
      : elements;
  if (config.dataFormat === 'SCALAR') return labelled[0];
  return config.dataFormat === 'SPECTRUM' ? labelled : { dim, data: labelled };
}

/** What an attribute was set to before anybody set it. */
export function neverSet({ dataType }: AttributeConfig): Extent {
  return { elements: initialElements(dataType), dim: { x: 1, y: 0 } };
}

function initialElements(dataType: number): Elements {
  const kind = elementKindOf(dataType);
  switch (kind) {
    case 'bool':
      return [true];
    case 'string':
      return ['Not initialised'];
    case 'state':
      return ['UNKNOWN'];
    case 'encoded':
      return [{ format: 'Not initialised', data: new Uint8Array(0) }];
    case 'i64':
    case 'u64':
      return numbersOf(kind, [0n]);
    default:
      return numbersOf(kind, [0]);
  }
}

export const NO_DIM: Dim = { x: 0, y: 0 };

function elementsOf({ dataType, enumLabels }: AttributeConfig, values: ArrayLike<unknown>): Elements {
  const kind = elementKindOf(dataType);
  const list =
    Array.isArray(values) || ArrayBuffer.isView(values) ? (values as unknown as Elements) : Array.from(values);
  if (dataType === TangoType.DevEnum) {
    return Int16Array.from(list as readonly unknown[], (each) => indexOf(enumLabels, each));
  }
  switch (kind) {
    case 'bool':
      return checked(list, isBoolean) as readonly boolean[];
    case 'string':
      return checked(list, isTangoText) as readonly string[];
    case 'state':
      return checked(list, isState) as readonly string[];
    case 'encoded':
      return checked(list, isEncoded) as readonly Encoded[];
    default:
      return numbersOf(kind, list as readonly unknown[]);
  }
}

function indexOf(labels: readonly string[], value: unknown): number {
  const index = labels.findIndex((label) => label === value);
  if (index < 0) throw new TypeError(`${String(value)} is none of the labels ${labels.join(', ')}`);
  return index;
}

function checked(values: ArrayLike<unknown>, fits: (value: unknown) => boolean): ArrayLike<unknown> {
  for (let at = 0; at < values.length; at++) {
    if (!fits(values[at])) throw new TypeError(`${String(values[at])} is no value of the attribute's type`);
  }
  return values;
}

const isBoolean = (value: unknown): boolean => typeof value === 'boolean';
const isState = (value: unknown): boolean => DEV_STATES.some((state) => state === value);

function isEncoded(value: unknown): boolean {
  const { format, data } = (value ?? {}) as Partial<Encoded>;
  return isTangoText(format) && data instanceof Uint8Array;
}
