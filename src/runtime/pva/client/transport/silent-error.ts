import { CallError } from '../call/call-error.ts';

/** It accepted, and then did not say what every server says first. */
export function silentError(where: string, timeout: number): CallError {
  return new CallError(`${where} accepts connections but does not begin to speak within ${timeout} ms`, 'NO', {
    code: 'CONNECT.TIMEOUT',
    source: where,
    hint: 'Is it stopped, in a debugger, or not a PV Access server?',
  });
}
