import { type AttributeConfig, type AttrQuality, type Elements, TangoType } from '@devgen/runtime/tango/codec';
import { DevFailed } from './dev-failed.ts';
import type { Extent } from './values.ts';

/** What a value is beyond, as Status tells it. */
export interface Excess {
  readonly quality: AttrQuality;
  readonly text: string;
}

/** Throws `API_WAttrOutsideLimit` for a value that the attribute does not take. */
export function checkLimits(config: AttributeConfig, { elements, dim }: Extent, origin: string): void {
  const refuse = (why: string): never => {
    throw new DevFailed('API_WAttrOutsideLimit', `${config.name}: ${why}`, origin);
  };
  if (dim.x > config.maxDimX) refuse(`${dim.x} columns are more than ${config.maxDimX}`);
  if (dim.y > config.maxDimY) refuse(`${dim.y} rows are more than ${config.maxDimY}`);
  const low = levelOf(config.minValue);
  const high = levelOf(config.maxValue);
  const { length: labels } = config.enumLabels;
  for (const [at, value] of elements.entries()) {
    if (typeof value !== 'number' && typeof value !== 'bigint') return;
    if (typeof value === 'number' && !Number.isFinite(value)) refuse(`element ${at} is ${value}`);
    if (low !== undefined && value < low) refuse(`element ${at} is below ${config.minValue}`);
    if (high !== undefined && value > high) refuse(`element ${at} is above ${config.maxValue}`);
    if (config.dataType === TangoType.DevEnum && (value < 0 || value >= labels)) {
      refuse(`element ${at} is ${value}, of ${labels} labels`);
    }
  }
}

/** Which alarm or warning level the value is beyond; undefined within them all. */
export function excessOf({ label, alarm }: AttributeConfig, elements: Elements): Excess | undefined {
  const levels = [
    ['ATTR_ALARM', `Alarm : Value too low for ${label}`, levelOf(alarm.minAlarm), -1],
    ['ATTR_ALARM', `Alarm : Value too high for ${label}`, levelOf(alarm.maxAlarm), 1],
    ['ATTR_WARNING', `Warning : Value too low for ${label}`, levelOf(alarm.minWarning), -1],
    ['ATTR_WARNING', `Warning : Value too high for ${label}`, levelOf(alarm.maxWarning), 1],
  ] as const;
  for (const [quality, text, level, side] of levels) {
    if (level === undefined) continue;
    for (const value of elements) {
      if (side < 0 ? (value as number) <= level : (value as number) >= level) return { quality, text };
    }
  }
  return undefined;
}

/** A limit as a number, a `bigint` where a number would round it. */
function levelOf(text: string): number | bigint | undefined {
  if (/^[+-]?\d{16,}$/.test(text)) return BigInt(text);
  const level = Number.parseFloat(text);
  return Number.isNaN(level) ? undefined : level;
}
