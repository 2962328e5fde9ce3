import { asDevgenError, DevgenError, type ErrorFacts } from '../../../core/contract/errors.ts';
import { badReading, goodReading, type Reading, type Severity } from '../../../core/contract/reading.ts';
import { type CaData, timeNs } from '../../codec/value/ca-data.ts';
import { alarmName } from './alarm-status.ts';
import type { Conversion, Labels } from './conversion.ts';

const SEVERITIES: readonly Severity[] = ['none', 'minor', 'major', 'invalid'];

/** What a PV says, with its alarm and the server's time. A value that is none of the class's is a reading that is not ok. */
export function caReading(data: CaData, conversion: Conversion, labels: Labels, source: string): Reading {
  const quality = alarmName(data.status);
  const time = timeNs(data);
  const more = { ...(quality === undefined ? {} : { quality }), ...(time === undefined ? {} : { timeNs: time }) };
  const severity = data.severity === undefined ? 'none' : (SEVERITIES[data.severity] ?? 'invalid');
  try {
    return goodReading(conversion.read(data.value, labels), { severity, ...more });
  } catch (error) {
    return badReading(about(error, source), more);
  }
}

/** The error, as one of this PV. */
function about(thrown: unknown, source: string): DevgenError {
  const error = asDevgenError(thrown, { code: 'CALL.FAILED' });
  const facts: ErrorFacts = { ...error, about: source, source };
  return new DevgenError(error.why, facts);
}
