import type { ValueSpec } from '../contract/spec.ts';
import { elementOf } from '../contract/values.ts';

/** What is put into a command's PV that takes no argument: one, or the second choice. */
export function triggerValue({ type }: ValueSpec): unknown {
  const { element, rank } = elementOf(type);
  const one = oneOf(element);
  return rank === 0 ? one : [one];
}

function oneOf(element: string): unknown {
  if (element === 'bool') return true;
  if (element === 'str') return '1';
  return element === 'i64' || element === 'u64' ? 1n : 1;
}
