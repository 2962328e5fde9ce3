import type { ValueSpec, ValueType } from '../contract/spec.ts';
import { isNumberArray, tagOf, typedArrayOf } from './typed-array.ts';
import { labelsText } from './value-text.ts';
import { elementOf } from '../contract/values.ts';

/** Why a value does not fit a spec, and where inside it. */
export interface Misfit {
  readonly code: 'VALUE.TYPE' | 'VALUE.LABEL_UNKNOWN';
  /** `.time[3]`; empty for the value itself. */
  readonly path: string;
  readonly expected: string;
  readonly actual: unknown;
}

type Found = Misfit | undefined;
type Fields = Readonly<Record<string, unknown>>;

/** Finds the first misfit of a value: of any kind before it is sent, of labels alone when it comes from the wire. */
class MisfitFinder {
  readonly #labelsOnly: boolean;

  constructor(labelsOnly: boolean) {
    this.#labelsOnly = labelsOnly;
  }

  find(spec: ValueSpec, value: unknown): Found {
    const { element, rank } = elementOf(spec.type);
    if (rank === 1) return this.#list(spec, element, value);
    if (rank === 2 || element === 'ndarray') return this.#image(spec, element, rank, value);
    switch (element) {
      case 'any':
        return undefined;
      case 'bool':
        return this.#when(typeof value === 'boolean', 'a boolean', value);
      case 'str':
        return this.#when(typeof value === 'string', 'a string', value);
      case 'enum':
        return this.#label(spec, value);
      case 'encoded':
        return this.#encoded(value);
      case 'table':
        return this.#fields(spec, value) ?? this.#rows(spec, value);
      case 'struct':
        return this.#fields(spec, value);
      case 'union':
        return this.#arm(spec, value);
      default:
        return this.#number(element, value);
    }
  }

  #when(fits: boolean, expected: string, actual: unknown, path = ''): Found {
    return fits || this.#labelsOnly ? undefined : { code: 'VALUE.TYPE', path, expected, actual };
  }

  #number(element: string, value: unknown): Found {
    if (element.startsWith('f')) {
      const fits =
        typeof value === 'number' &&
        (element === 'f64' || Number.isFinite(Math.fround(value)) === Number.isFinite(value));
      return this.#when(fits, `a number (${element})`, value);
    }
    const unsigned = element.startsWith('u');
    const half = 2n ** (BigInt(element.slice(1)) - 1n);
    const [low, high] = unsigned ? [0n, 2n * half - 1n] : [-half, half - 1n];
    const wide = element.endsWith('64');
    const fits =
      (wide ? typeof value === 'bigint' : Number.isInteger(value)) &&
      low <= (value as bigint) &&
      (value as bigint) <= high;
    return this.#when(fits, `${wide ? 'a bigint' : 'an integer'} in ${low} … ${high}`, value);
  }

  #label({ labels }: ValueSpec, value: unknown): Found {
    if (labels === undefined) return this.#number('u16', value);
    if (labels.includes(value as string)) return undefined;
    const code = this.#labelsOnly || typeof value === 'string' ? 'VALUE.LABEL_UNKNOWN' : 'VALUE.TYPE';
    return { code, path: '', expected: `one of ${labelsText(labels)}`, actual: value };
  }

  #list(spec: ValueSpec, element: string, value: unknown): Found {
    const constructor = typedArrayOf(element);
    if (constructor !== undefined) {
      const expected = tagOf(new constructor(0));
      return this.#when(tagOf(value) === expected, `a ${expected}`, value);
    }
    if (!Array.isArray(value)) return this.#when(false, `an array of ${element}`, value);
    const one: ValueSpec = { ...spec, type: element as ValueType };
    const nullable = element === 'struct' || element === 'union';
    for (let index = 0; index < value.length; index++) {
      const item: unknown = value[index];
      const misfit = nullable && item === null ? undefined : this.find(one, item);
      if (misfit !== undefined) return inside(`[${index}]`, misfit);
    }
    return undefined;
  }

  #image(spec: ValueSpec, element: string, rank: number, value: unknown): Found {
    const { shape, data, codec } = fieldsOf(value);
    const shaped = Array.isArray(shape) && shape.every((extent) => Number.isInteger(extent) && extent >= 0);
    if (!shaped || (rank === 2 && shape.length !== 2)) {
      return this.#when(false, rank === 2 ? '{ shape: [rows, columns], data }' : '{ shape, data }', value);
    }
    const misfit =
      rank === 2 ? this.#list(spec, element, data) : this.#when(isNumberArray(data), 'a typed array', data);
    const length = shape.reduce((product: number, extent: number) => product * extent, 1);
    const fits = codec !== undefined && codec !== '' ? rank !== 2 : lengthOf(data) === length;
    return inside('.data', misfit ?? this.#when(fits, `${length} elements for shape [${shape.join(', ')}]`, data));
  }

  #encoded(value: unknown): Found {
    const { format, data } = fieldsOf(value);
    const fits = typeof format === 'string' && tagOf(data) === 'Uint8Array';
    return this.#when(fits, '{ format, data } with a string and a Uint8Array', value);
  }

  /** Exactly the declared columns or members; without a declaration any. */
  #fields({ type, fields }: ValueSpec, value: unknown): Found {
    if (!isPlain(value)) return this.#when(false, type.startsWith('t') ? 'a table' : 'a struct', value);
    if (fields === undefined) return undefined;
    const rest = new Set(Object.keys(value));
    for (const field of fields) {
      const path = `.${field.name}`;
      const misfit = rest.delete(field.name)
        ? inside(path, this.find(field, value[field.name]))
        : this.#when(false, field.type, undefined, path);
      if (misfit !== undefined) return misfit;
    }
    const [extra] = rest;
    return extra === undefined ? undefined : this.#when(false, 'no such field', value[extra], `.${extra}`);
  }

  /** The columns of a table are equally long. */
  #rows({ fields }: ValueSpec, value: unknown): Found {
    const table = fieldsOf(value);
    const [first = '', ...others] = fields?.map(({ name }) => name) ?? Object.keys(table);
    const rows = lengthOf(table[first]);
    const odd = others.find((name) => lengthOf(table[name]) !== rows);
    return odd === undefined ? undefined : this.#when(false, `${rows} rows as in ${first}`, table[odd], `.${odd}`);
  }

  #arm({ fields }: ValueSpec, value: unknown): Found {
    const { kind, value: held } = fieldsOf(value);
    if (fields === undefined) return this.#when(typeof kind === 'string', '{ kind, value }', value);
    const arm = fields.find(({ name }) => name === kind);
    if (arm !== undefined) return inside('.value', this.find(arm, held));
    return this.#when(false, `one of ${labelsText(fields.map(({ name }) => name))}`, kind, '.kind');
  }
}

const anyMisfit = new MisfitFinder(false);
const labelMisfit = new MisfitFinder(true);

/** The first misfit of a value that is to be sent. */
export function misfitOf(spec: ValueSpec, value: unknown): Misfit | undefined {
  return anyMisfit.find(spec, value);
}

/** The first label of a value from the wire that the spec does not declare. */
export function unknownLabel(spec: ValueSpec, value: unknown): Misfit | undefined {
  return hasLabels(spec) ? labelMisfit.find(spec, value) : undefined;
}

function hasLabels(spec: ValueSpec): boolean {
  return spec.labels !== undefined || (spec.fields?.some(hasLabels) ?? false);
}

function inside(path: string, misfit: Found): Found {
  return misfit && { ...misfit, path: path + misfit.path };
}

function isPlain(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

function fieldsOf(value: unknown): Fields {
  return isPlain(value) ? value : {};
}

function lengthOf(value: unknown): number | undefined {
  return Array.isArray(value) || isNumberArray(value) ? value.length : undefined;
}
