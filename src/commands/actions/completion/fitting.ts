import { oneLine } from '../../../report/table.ts';
import type { Candidate } from './candidate.ts';

/** More than a screen of them is no help: then the next part of the names is offered, as of paths. */
const MANY = 100;

/** The candidates that go on from what is written; upper and lower case are the same where nothing fits otherwise. */
export function fitting(written: string, all: readonly Candidate[]): readonly Candidate[] {
  // What would move the cursor cannot be typed either.
  const typeable = all.filter(({ value }) => oneLine(value) === value && value !== '');
  const exact = typeable.filter(({ value }) => value.startsWith(written));
  const folded = written.toLowerCase();
  const found = exact.length > 0 ? exact : typeable.filter(({ value }) => value.toLowerCase().startsWith(folded));
  return found.length > MANY ? byPart(found, written.length) : found;
}

/** Each once up to its next `/` or `:`, where that makes them fewer. */
function byPart(found: readonly Candidate[], from: number): readonly Candidate[] {
  const parts = new Map<string, Candidate>();
  for (const one of found) {
    const end = one.value.slice(from).search(/[/:]/);
    const value = end < 0 ? one.value : one.value.slice(0, from + end + 1);
    if (!parts.has(value)) parts.set(value, value === one.value ? one : { value });
  }
  return [...parts.values()];
}
