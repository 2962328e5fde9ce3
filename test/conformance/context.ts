import type { MemberSpec, Reading } from '@devgen/runtime';
import type { Lifecycle, LifecycleName, Subject } from './subject.ts';

/** What the tests of one backend share; the device is a new one for each test. */
export interface Context {
  subject: Subject;
  device: Lifecycle;
}

/** Whether the subject has the member: not every control system has a form for each. */
export function has({ subject }: Context, name: LifecycleName): boolean {
  const member: MemberSpec = subject.spec.members[name];
  return member.optional !== true;
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
