import { isNumberArray, tagOf } from './typed-array.ts';

/** Equal by value, to any depth: arrays by type and element, tables and structs by own property, NaN equals itself. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a !== a && b !== b;
  if (isNumberArray(a)) return isNumberArray(b) && tagOf(a) === tagOf(b) && sameElements(a, b);
  if (Array.isArray(a)) return Array.isArray(b) && sameElements(a, b);
  if (isNumberArray(b) || Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameValue(Reflect.get(a, key), Reflect.get(b, key)))
  );
}

function sameElements(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (!sameValue(a[index], b[index])) return false;
  return true;
}
