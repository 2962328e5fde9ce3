import type { DataKey } from '../contract/members.ts';
import type { Meta } from '../contract/meta.ts';
import type { ValueSpec } from '../contract/spec.ts';
import { elementOf } from '../contract/values.ts';

/** What is known of a spec before any link: units and labels. */
export function metaOf(spec: ValueSpec): Meta {
  return {
    ...(spec.units === undefined ? {} : { units: spec.units }),
    ...(spec.labels === undefined ? {} : { labels: spec.labels }),
  };
}

/** The Bluesky data key of a value. Composite values are `array`, having no data type of their own there. */
export function dataKey(spec: ValueSpec, source: string, meta: Meta): DataKey {
  const { element } = elementOf(spec.type);
  const shape = shapeOf(spec, meta);
  const dtype = numpyOf(element);
  const units = meta.units ?? spec.units;
  const choices = element === 'enum' ? (spec.labels ?? meta.labels) : undefined;
  return {
    source,
    dtype: shape.length > 0 ? 'array' : scalarType(element),
    ...(dtype === undefined ? {} : { dtype_numpy: dtype }),
    shape,
    ...(units === undefined ? {} : { units }),
    ...(meta.precision === undefined ? {} : { precision: meta.precision }),
    ...(choices === undefined ? {} : { choices }),
    ...(meta.limits === undefined ? {} : { limits: meta.limits }),
  };
}

function shapeOf(spec: ValueSpec, meta: Meta): readonly null[] {
  const { element, rank } = elementOf(spec.type);
  if (element === 'ndarray') return Array.from({ length: meta.maxShape?.length ?? 2 }, () => null);
  const dimensions = element === 'encoded' || element === 'table' ? 1 : rank;
  return Array.from({ length: dimensions }, () => null);
}

function scalarType(element: string): DataKey['dtype'] {
  if (element === 'bool') return 'boolean';
  if (element === 'f32' || element === 'f64') return 'number';
  if (element === 'str' || element === 'enum') return 'string';
  return numpyOf(element) === undefined ? 'array' : 'integer';
}

/** NumPy's name, little-endian; text has no fixed width and therefore none. */
function numpyOf(element: string): string | undefined {
  if (element === 'bool') return '|b1';
  if (element === 'encoded') return '|u1';
  const [, kind, bits] = /^([iuf])(\d+)$/.exec(element) ?? [];
  return bits && `${bits === '8' ? '|' : '<'}${kind}${Number(bits) / 8}`;
}
