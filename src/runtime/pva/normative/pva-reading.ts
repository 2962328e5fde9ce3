import { DevgenError } from '../../core/contract/errors.ts';
import { badReading, goodReading, type Reading, type Severity } from '../../core/contract/reading.ts';
import type { StructType } from '../codec/type/pva-type.ts';
import type { PvaStruct } from '../codec/value/pva-value.ts';
import { valueCodec } from './value-codec.ts';

/** EPICS's alarm severities; what comes after them is undefined, and so is its value. */
const SEVERITIES: readonly Severity[] = ['none', 'minor', 'major', 'invalid'];
const SECOND = 1_000_000_000n;

/** What a PV says, with its alarm and the server's time. A value that cannot be made one is a reading that is not ok. */
export function pvaReading(type: StructType, data: PvaStruct, labelled: boolean, source: string): Reading {
  const alarm = data['alarm'] as PvaStruct | undefined;
  const timeNs = timeOf(data['timeStamp'] as PvaStruct | undefined);
  const message = alarm?.['message'];
  const more = {
    severity: severityOf(alarm?.['severity']),
    ...(typeof message === 'string' && message !== '' && message !== 'NO_ALARM' ? { quality: message } : {}),
    ...(timeNs === undefined ? {} : { timeNs }),
  };
  try {
    return goodReading(valueCodec(type).read(data, labelled), more);
  } catch (cause) {
    const { severity: _, ...rest } = more;
    return badReading(unreadable(cause, source), rest);
  }
}

function severityOf(severity: unknown): Severity {
  return typeof severity === 'number' ? (SEVERITIES[severity] ?? 'invalid') : 'none';
}

function timeOf(stamp: PvaStruct | undefined): bigint | undefined {
  const seconds = stamp?.['secondsPastEpoch'];
  const nanoseconds = stamp?.['nanoseconds'];
  if (typeof seconds !== 'bigint') return undefined;
  return seconds * SECOND + (typeof nanoseconds === 'number' ? BigInt(nanoseconds) : 0n);
}

function unreadable(cause: unknown, source: string): DevgenError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new DevgenError(`the server sent a value that contradicts itself: ${why}`, {
    code: 'PVA.PROTOCOL',
    about: source,
    source,
    hint: 'the value comes from whatever writes this PV: look there',
    cause,
  });
}
