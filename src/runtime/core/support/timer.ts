import { DevgenError } from '../contract/errors.ts';

/** What `setTimeout` can count to, in milliseconds; it fires at once beyond that. */
export const longestTimer: number = 2 ** 31 - 1;

/**
 * A period in milliseconds as a timer takes it; one that is too long, `Infinity` too, becomes the longest. Throws
 * VALUE.TYPE, naming the option, for what is no time above zero: it would never fire, or always.
 */
export function timerPeriod(period: number, option = 'period'): number {
  if (period > 0) return Math.min(Math.max(period, 1), longestTimer);
  const expected = 'milliseconds above 0';
  throw new DevgenError(`the option ${option} is ${String(period)}, expected ${expected}`, {
    code: 'VALUE.TYPE',
    expected,
    actual: period,
    hint: `for example { ${option}: 200 }`,
  });
}
