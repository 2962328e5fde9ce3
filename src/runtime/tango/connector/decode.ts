import { DevgenError } from '../../core/contract/errors.ts';
import type { ValueSpec } from '../../core/contract/spec.ts';
import { tagOf, typedArrayOf } from '../../core/value/typed-array.ts';
import { elementOf } from '../../core/contract/values.ts';
import { DEV_STATES, type Dim, type Elements } from '../client/types.ts';

/**
 * Elements off the wire as the value of the spec. Throws `VALUE.LABEL_UNKNOWN` for an enum's number without a label,
 * `VALUE.TYPE` when the server sent another type than it announced.
 */
export function decode(live: ValueSpec, elements: Elements | undefined, dim: Dim): unknown {
  const { element, rank } = elementOf(live.type);
  if (element === 'any') return decodeAny(elements, dim);
  const { length } = elements ?? [];
  // A server may send an empty value of no type at all.
  const typed = length === 0 ? emptyOf(element) : elements;
  if (typed === undefined || !isOf(element, typed)) throw typeError(live, elements);
  const values = element === 'enum' ? labelsOf(live, typed) : typed;
  if (rank === 1) return values;
  if (rank === 2) {
    if (dim.x * dim.y !== length) throw typeError(live, elements);
    return { shape: [dim.y, dim.x], data: values };
  }
  if (length === 0) throw typeError(live, elements);
  return values[0];
}

function decodeAny(elements: Elements | undefined, dim: Dim): unknown {
  if (elements === undefined) return undefined;
  if (dim.y > 0) return { shape: [dim.y, dim.x], data: elements };
  return elements.length === 1 ? elements[0] : elements;
}

function labelsOf(live: ValueSpec, elements: Elements): readonly string[] {
  return Array.from(elements as ArrayLike<unknown>, (element) => {
    const label = typeof element === 'number' ? live.labels?.[element] : element;
    if (typeof label === 'string') return label;
    throw new DevgenError(`the value ${String(element)} has no label`, {
      code: 'VALUE.LABEL_UNKNOWN',
      expected: live.labels,
      actual: element,
      hint: 'devgen pull',
    });
  });
}

function emptyOf(element: string): Elements {
  const constructor = typedArrayOf(element);
  return constructor === undefined ? [] : (new constructor(0) as Elements);
}

function isOf(element: string, elements: Elements): boolean {
  const constructor = typedArrayOf(element);
  if (constructor !== undefined) return elements instanceof constructor;
  if (element === 'enum' && elements instanceof Int16Array) return true;
  if (!Array.isArray(elements)) return false;
  const first: unknown = elements[0];
  if (first === undefined) return true;
  switch (element) {
    case 'bool':
      return typeof first === 'boolean';
    case 'str':
      return typeof first === 'string';
    case 'enum':
      return DEV_STATES.some((state) => state === first);
    default:
      return typeof first === 'object';
  }
}

function typeError(spec: ValueSpec, elements: Elements | undefined): DevgenError {
  const actual =
    elements === undefined ? 'nothing' : `${elements.length} elements (${tagOf(elements)} of ${typeof elements[0]})`;
  return new DevgenError(`the server announced ${spec.type} and sent ${actual}`, {
    code: 'VALUE.TYPE',
    expected: spec.type,
    actual,
    hint: 'the device changed its interface: connect again, then devgen pull',
  });
}
