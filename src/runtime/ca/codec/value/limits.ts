import type { Range } from '../../../core/contract/meta.ts';
import type { CaMeta } from './ca-data.ts';

/** The limits in the order of the wire: each an upper and a lower one, or the other way round. */
export const LIMIT_NAMES = [
  'displayHigh',
  'displayLow',
  'alarmHigh',
  'warningHigh',
  'warningLow',
  'alarmLow',
  'controlHigh',
  'controlLow',
] as const;

/** Limits by their places in {@link LIMIT_NAMES}; those of control may be missing. */
export function limitsOf(numbers: readonly number[]): CaMeta['limits'] {
  const [displayHigh, displayLow, alarmHigh, warningHigh, warningLow, alarmLow, controlHigh, controlLow] = numbers;
  const display = range(displayLow, displayHigh);
  const alarm = range(alarmLow, alarmHigh);
  const warning = range(warningLow, warningHigh);
  const control = range(controlLow, controlHigh);
  // Most records have none.
  if (!display && !alarm && !warning && !control) return undefined;
  return {
    ...(display && { display }),
    ...(alarm && { alarm }),
    ...(warning && { warning }),
    ...(control && { control }),
  };
}

/** And back, for who serves values: what is absent is zero, as in a record where nobody set it. */
export function numbersOf(limits: CaMeta['limits']): readonly number[] {
  const { display, alarm, warning, control } = limits ?? {};
  const numbers = [
    display?.high,
    display?.low,
    alarm?.high,
    warning?.high,
    warning?.low,
    alarm?.low,
    control?.high,
    control?.low,
  ];
  return numbers.map((each) => Number(each ?? 0));
}

/** Equal ones are a record's way to say that there is none; a side that is no number is open. */
function range(low: number | undefined, high: number | undefined): Range | undefined {
  if (low === undefined || high === undefined || low === high) return undefined;
  const sides = { ...(Number.isNaN(low) ? {} : { low }), ...(Number.isNaN(high) ? {} : { high }) };
  return Object.keys(sides).length === 0 ? undefined : sides;
}
