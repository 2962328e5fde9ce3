import { DevgenError } from '../contract/errors.ts';
import type { Meta, Range } from '../contract/meta.ts';
import type { Io } from '../contract/seam.ts';
import type { Port } from './port.ts';

/**
 * Holds a number against the server's control limits, which records clip to silently. Limits may have changed unnoticed:
 * who would be refused by those that are known is judged by those of now. Throws VALUE.LIMITS.
 */
export async function checkLimits(port: Port, value: unknown, io: Io): Promise<void> {
  if (!isOutside(value, port.meta)) return;
  await port.get(io);
  const { meta, source } = port;
  if (!isOutside(value, meta)) return;
  const range = meta.limits!.control!;
  throw new DevgenError(`${value} is outside ${rangeText(range, meta.units)}`, {
    code: 'VALUE.LIMITS',
    about: source,
    source,
    expected: range,
    actual: value,
    hint: 'nothing was sent: write a value within the limits',
  });
}

function isOutside(value: unknown, { limits }: Meta): value is number | bigint {
  if (typeof value !== 'number' && typeof value !== 'bigint') return false;
  const { low, high } = limits?.control ?? {};
  return (low !== undefined && value < low) || (high !== undefined && value > high);
}

function rangeText({ low, high }: Range, units: string | undefined): string {
  const unit = units === undefined ? '' : ` ${units}`;
  if (low === undefined) return `at most ${high}${unit}`;
  return high === undefined ? `at least ${low}${unit}` : `${low} to ${high}${unit}`;
}
