import { DevgenError } from '../../../core/contract/errors.ts';
import type { Meta, Range } from '../../../core/contract/meta.ts';
import type { ValueSpec } from '../../../core/contract/spec.ts';

/**
 * Holds a value against the limits that the box has now, before it is sent: the box itself wraps numbers, rounds times
 * to nothing and takes NaN for a scale. Throws VALUE.LIMITS or VALUE.TYPE.
 */
export function checkRange(spec: ValueSpec, value: unknown, { limits, units }: Meta, source: string): void {
  if (spec.type === 'enum[]') return checkOnce(value as readonly string[], source);
  if (typeof value !== 'number') return;
  if (!Number.isFinite(value)) {
    throw new DevgenError(`${value} is not finite`, {
      code: 'VALUE.TYPE',
      about: source,
      source,
      expected: 'a finite number',
      actual: value,
      hint: 'nothing was sent: the box would keep it',
    });
  }
  const range = limits?.control;
  if (range === undefined || isInside(value, range)) return;
  throw new DevgenError(`${value} is outside ${rangeText(range, units)}`, {
    code: 'VALUE.LIMITS',
    about: source,
    source,
    expected: range,
    actual: value,
    hint: 'nothing was sent: write a value within the limits',
  });
}

function checkOnce(words: readonly string[], source: string): void {
  const twice = words.find((word, index) => words.indexOf(word) !== index);
  if (twice === undefined) return;
  throw new DevgenError(`${twice} stands there twice`, {
    code: 'VALUE.TYPE',
    about: source,
    source,
    expected: 'each word once',
    actual: words,
    hint: 'nothing was sent: write each word once',
  });
}

function isInside(value: number, { low, high }: Range): boolean {
  return (low === undefined || value >= low) && (high === undefined || value <= high);
}

function rangeText({ low, high }: Range, units: string | undefined): string {
  const unit = units === undefined ? '' : ` ${units}`;
  if (low === undefined) return `at most ${high}${unit}`;
  return high === undefined ? `at least ${low}${unit}` : `${low} to ${high}${unit}`;
}
