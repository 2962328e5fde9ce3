import { asDevgenError } from '../contract/errors.ts';
import type { Reading } from '../contract/reading.ts';

/** The reading with its value as `convert` makes it; what that throws is why there is none. */
export function convertedReading(reading: Reading, convert: (value: unknown) => unknown, source: string): Reading {
  if (!reading.ok) return reading;
  try {
    return { ...reading, value: convert(reading.value) };
  } catch (error) {
    const { value: _, ...rest } = reading;
    return { ...rest, ok: false, severity: 'invalid', error: asDevgenError(error, { code: 'VALUE.TYPE', source }) };
  }
}
