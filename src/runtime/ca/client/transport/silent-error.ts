import { CallError } from '../call/call-error.ts';

/** It accepted, and then said nothing at all. */
export function silentError(where: string, timeout: number): CallError {
  return new CallError(`${where} accepts connections but says nothing within ${timeout} ms`, 'NO', {
    code: 'CONNECT.TIMEOUT',
    source: where,
    hint: 'Is it stopped, in a debugger, or not a Channel Access server?',
  });
}
