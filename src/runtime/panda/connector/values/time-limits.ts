import { DevgenError } from '../../../core/contract/errors.ts';
import type { Meta } from '../../../core/contract/meta.ts';

/** Seconds of each unit. */
const SECONDS: ReadonlyMap<string, number> = new Map([
  ['min', 60],
  ['s', 1],
  ['ms', 1e-3],
  ['us', 1e-6],
]);

/** What a time may be, in the unit that it has now; nothing where the unit is not known. */
export function timeLimits(maxTicks: number, clock: number, units: string | undefined): Meta['limits'] {
  const seconds = SECONDS.get(units ?? '');
  return seconds === undefined ? undefined : { control: { low: 0, high: maxTicks / clock / seconds } };
}

/** A time that is not zero and would become zero ticks means something else than what was written. */
export function checkTicks(value: number, clock: number, units: string | undefined, source: string): void {
  const seconds = SECONDS.get(units ?? '');
  if (seconds === undefined || value === 0 || Math.round(value * seconds * clock) > 0) return;
  throw new DevgenError(`${value} ${units} is less than half a tick of ${1e9 / clock} ns, and would be 0`, {
    code: 'VALUE.LIMITS',
    about: source,
    source,
    expected: { low: 1 / clock / seconds },
    actual: value,
    hint: 'nothing was sent: write 0 or at least a tick',
  });
}
