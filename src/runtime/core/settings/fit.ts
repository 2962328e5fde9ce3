import { elementOf } from '../contract/values.ts';
import { misfitOf } from '../value/misfit.ts';
import type { ValueSpec, ValueType } from '../contract/spec.ts';
import { recordOf } from '../support/record.ts';
import { typedArrayOf } from '../value/typed-array.ts';

/**
 * A value as a person writes it, as its spec wants it: a list where a typed array belongs, an integer for a bigint. What
 * does not fit stays as it is.
 */
export function fitValue(spec: ValueSpec, value: unknown): unknown {
  const { element, rank } = elementOf(spec.type);
  const one: ValueSpec = { ...spec, type: element as ValueType };
  if (rank === 1) return Array.isArray(value) ? fitList(one, value) : value;
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return fitScalar(element, value);
  if (ArrayBuffer.isView(value)) return value;
  const entries = Object.entries(value);
  if (rank === 2) return fitFields(entries, [{ ...spec, name: 'data', type: `${element}[]` as ValueType }]);
  if (element === 'encoded') return fitFields(entries, [{ name: 'data', type: 'u8[]' }]);
  if (element === 'table' || element === 'struct') return fitFields(entries, spec.fields);
  const arm = element === 'union' ? spec.fields?.find(({ name }) => name === Reflect.get(value, 'kind')) : undefined;
  return arm === undefined ? value : fitFields(entries, [{ ...arm, name: 'value' }]);
}

function fitFields(entries: readonly [string, unknown][], fields: ValueSpec['fields'] = []): unknown {
  return recordOf(
    entries.map(([name, item]) => {
      const field = fields.find((known) => known.name === name);
      return [name, field === undefined ? item : fitValue(field, item)];
    }),
  );
}

function fitList(one: ValueSpec, list: readonly unknown[]): unknown {
  const items = list.map((item) => fitValue(one, item));
  const constructor = typedArrayOf(one.type);
  if (constructor === undefined || items.some((item) => misfitOf(one, item) !== undefined)) return items;
  const array = new constructor(items.length);
  for (const [index, item] of items.entries()) array[index] = item as number;
  return array;
}

function fitScalar(element: string, value: unknown): unknown {
  if ((element === 'i64' || element === 'u64') && Number.isSafeInteger(value)) return BigInt(value as number);
  return element === 'f32' && typeof value === 'number' ? Math.fround(value) : value;
}
