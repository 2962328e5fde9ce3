import { scalar, structOf } from '../../codec/type/pva-type.ts';
import { fit } from '../../codec/value/fit.ts';
import { variantOf } from '../../codec/value/infer.ts';
import type { PvaVariant } from '../../codec/value/pva-value.ts';
import { keep } from '../../codec/value/keep.ts';
import { isType } from '../../codec/type/is-type.ts';

const ID = 'epics:nt/NTURI:1.0';

/** Named arguments as services expect them. Each may be a plain value, or `{ type, value }`. */
export function ntUri(path: string, query: Readonly<Record<string, unknown>>): PvaVariant {
  const parts = Object.entries(query).map(([name, value]) => [name, argumentOf(value, name)] as const);
  const queryType = structOf(Object.fromEntries(parts.map(([name, { type }]) => [name, type])));
  const type = structOf({ scheme: scalar('str'), path: scalar('str'), query: queryType }, ID);
  const values = Object.fromEntries(parts.map(([name, { value }]) => [name, value]));
  return { type, value: { scheme: 'pva', path, query: values } };
}

function argumentOf(value: unknown, name: string): PvaVariant {
  const kept = keep(value);
  if (typeof kept === 'object' && kept !== null && 'type' in kept && 'value' in kept && isType(kept.type)) {
    return { type: kept.type, value: fit(kept.type, kept.value, name) };
  }
  return variantOf(kept, name);
}
