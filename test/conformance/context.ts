import type { Reading } from '@devgen/runtime';
import type { Lifecycle, Subject } from './subject.ts';

/** What the tests of one backend share; the device is a new one for each test. */
export interface Context {
  subject: Subject;
  device: Lifecycle;
}

/** The next reading; there must be one. */
export async function next<T>(readings: AsyncIterator<Reading<T>>): Promise<Reading<T>> {
  const result = await readings.next();
  if (result.done === true) throw new Error('the observation ended');
  return result.value;
}

/** The first reading that is as wanted. */
export async function until<T>(
  readings: AsyncIterator<Reading<T>>,
  wanted: (reading: Reading<T>) => boolean,
): Promise<Reading<T>> {
  for (;;) {
    const reading = await next(readings);
    if (wanted(reading)) return reading;
  }
}
