import { isNumberArray } from '../../../core/value/typed-array.ts';
import { isType } from '../type/is-type.ts';
import { structMaker } from './pva-value.ts';

/** A copy that its giver cannot change any more. */
export function keep(value: unknown): unknown {
  if (isNumberArray(value)) return value.slice();
  if (Array.isArray(value)) return value.map(keep);
  if (typeof value !== 'object' || value === null || isType(value)) return value;
  const copy = new (structMaker())() as Record<string, unknown>;
  for (const [name, each] of Object.entries(value)) copy[name] = keep(each);
  return copy;
}
