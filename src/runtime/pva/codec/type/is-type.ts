import type { PvaType } from './pva-type.ts';

/** Whether it was made by the functions of `pva-type.ts`. */
export function isType(value: unknown): value is PvaType {
  return typeof value === 'object' && value !== null && 'kind' in value && 'bits' in value && 'depth' in value;
}
