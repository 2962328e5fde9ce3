import type { NumberArray } from '../../../core/contract/values.ts';
import { isNumberArray } from '../../../core/value/typed-array.ts';
import { arrayOf, type PvaType, scalar, struct } from '../type/pva-type.ts';
import { NUMBER_ARRAYS, type NumberKind } from '../wire/numbers.ts';
import { misfit } from './misfit.ts';
import { type PvaStruct, type PvaValue, type PvaVariant, structMaker } from './pva-value.ts';

/**
 * A plain value with the type that it most likely has: a number is `f64`, a `bigint` `i64`, an object a structure.
 * `VALUE.TYPE` for what has none, an empty plain array for one: say `{ type, value }` instead.
 */
export function variantOf(value: unknown, path = ''): PvaVariant {
  const of = scalarOf(value);
  if (of !== undefined) return { type: scalar(of), value: value as PvaValue };
  if (isNumberArray(value)) return { type: arrayOf(kindOf(value)), value };
  if (Array.isArray(value)) return listOf(value, path);
  if (typeof value === 'object' && value !== null) return structureOf(value, path);
  throw misfit(path, value, 'a value whose type can be told');
}

function scalarOf(value: unknown): 'f64' | 'str' | 'bool' | 'i64' | undefined {
  if (typeof value === 'number') return 'f64';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'bigint' ? 'i64' : undefined;
}

function kindOf(value: NumberArray): NumberKind {
  const [kind] = Object.entries(NUMBER_ARRAYS).find(([, type]) => value instanceof type)!;
  return kind as NumberKind;
}

function listOf(value: readonly unknown[], path: string): PvaVariant {
  const of = scalarOf(value[0]);
  if (of === undefined || value.some((each) => scalarOf(each) !== of)) {
    throw misfit(path, value, 'an array of scalars of one type', 'say { type, value } instead');
  }
  const type: PvaType = arrayOf(of);
  if (of === 'f64') return { type, value: Float64Array.from(value as number[]) };
  if (of === 'i64') return { type, value: BigInt64Array.from(value as bigint[]) };
  return { type, value: value as readonly string[] | readonly boolean[] };
}

function structureOf(value: object, path: string): PvaVariant {
  const parts = Object.entries(value).map(
    ([name, each]) => [name, variantOf(each, path === '' ? name : `${path}.${name}`)] as const,
  );
  const type = struct(
    '',
    parts.map(([name, variant]) => ({ name, type: variant.type })),
  );
  const out = new (structMaker())();
  for (const [name, variant] of parts) out[name] = variant.value;
  return { type, value: out as PvaStruct };
}
