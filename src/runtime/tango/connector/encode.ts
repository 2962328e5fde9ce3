import { checkValue } from '../../core/value/check-value.ts';
import { DevgenError } from '../../core/contract/errors.ts';
import type { ValueSpec } from '../../core/contract/spec.ts';
import { typedArrayOf } from '../../core/value/typed-array.ts';
import { elementOf, type Image } from '../../core/contract/values.ts';
import { type AttributeConfig, type AttributeWrite, type Dim, type Elements, TangoType } from '../client/types.ts';

/**
 * A value as `write_attributes` takes it: exactly the attribute's wire type, with its extents. It is held against
 * the live type, which may be another than the one that the class was generated from.
 * Throws `VALUE.TYPE`, or `VALUE.LABEL_UNKNOWN` for a label that the server does not have.
 */
export function encode(config: AttributeConfig, live: ValueSpec, value: unknown, source: string): AttributeWrite {
  if (live.type === 'any') {
    throw new DevgenError('cannot be written: its Tango type has no form here', {
      code: 'VALUE.TYPE',
      about: source,
      source,
      actual: config.dataType,
      hint: 'TangoClient of @devgen/runtime/tango writes what the codec can',
    });
  }
  checkValue(live, value, { name: '', source });
  const { data, dim } = extents(live, value);
  return {
    name: config.name,
    dataType: config.dataType,
    dataFormat: config.dataFormat,
    value: numbered(config, live, data),
    dim,
  };
}

function extents(live: ValueSpec, value: unknown): { readonly data: Elements; readonly dim: Dim } {
  const { element, rank } = elementOf(live.type);
  if (rank === 2) {
    const { shape, data } = value as Image<Elements>;
    return { data, dim: { x: shape[1], y: shape[0] } };
  }
  if (rank === 1) return { data: value as Elements, dim: { x: (value as Elements).length, y: 0 } };
  const numbers = typedArrayOf(element);
  if (numbers === undefined) return { data: [value] as Elements, dim: { x: 1, y: 0 } };
  const data = new numbers(1);
  data[0] = value as never;
  return { data: data as Elements, dim: { x: 1, y: 0 } };
}

/** DevEnum travels as the number of its label, DevState as itself. */
function numbered(config: AttributeConfig, live: ValueSpec, data: Elements): Elements {
  if (config.dataType !== TangoType.DevEnum || live.labels === undefined) return data;
  const { labels } = live;
  return Int16Array.from(data as readonly string[], (label) => labels.indexOf(label));
}
