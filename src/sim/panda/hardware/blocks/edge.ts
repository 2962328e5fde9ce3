import type { BitInput } from '../inputs.ts';

/** Whether a bit has, at this tick, the edge that a setting selects: rising, falling or either. */
export function hasEdge(input: BitInput, selection: number): boolean {
  if (selection === 0) return input.rises;
  return selection === 1 ? input.falls : input.changes;
}
