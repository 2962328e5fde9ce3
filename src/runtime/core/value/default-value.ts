import type { ValueSpec } from '../contract/spec.ts';
import { typedArrayOf } from './typed-array.ts';
import { elementOf } from '../contract/values.ts';

/** The zero of a spec, of exactly the type that a live system would deliver: `0n`, the first label, empty columns. */
export function defaultValue(spec: ValueSpec): unknown {
  const { element, rank } = elementOf(spec.type);
  if (rank === 2) return { shape: [0, 0], data: emptyArray(element) };
  if (rank === 1) return emptyArray(element);
  switch (element) {
    case 'bool':
      return false;
    case 'str':
      return '';
    case 'i64':
    case 'u64':
      return 0n;
    case 'enum':
      return spec.labels?.[0] ?? 0;
    case 'any':
      return null;
    case 'encoded':
      return { format: '', data: new Uint8Array(0) };
    case 'ndarray':
      return { shape: [0], data: new Float64Array(0) };
    case 'table':
    case 'struct':
      return Object.fromEntries((spec.fields ?? []).map((field) => [field.name, defaultValue(field)]));
    case 'union': {
      const arm = spec.fields?.[0];
      return arm === undefined ? { kind: '', value: null } : { kind: arm.name, value: defaultValue(arm) };
    }
    default:
      return 0;
  }
}

function emptyArray(element: string): unknown {
  const constructor = typedArrayOf(element);
  return constructor === undefined ? [] : new constructor(0);
}
