import { DevgenError } from '../../core/contract/errors.ts';
import { badReading, type Reading, type Severity } from '../../core/contract/reading.ts';
import type { StructType } from '../codec/type/pva-type.ts';
import type { PvaStruct } from '../codec/value/pva-value.ts';
import { valueCodec } from './value-codec.ts';

/** EPICS's alarm severities; what comes after them is undefined, and so is its value. */
const SEVERITIES: readonly Severity[] = ['none', 'minor', 'major', 'invalid'];
const SECOND = 1_000_000_000n;
const MILLISECOND = 1_000_000n;

/**
 * What a PV says, with its alarm and the server's time: one object, however many fields it has. A value that cannot be made
 * one is a reading that is not ok.
 */
export function pvaReading(type: StructType, data: PvaStruct, labelled: boolean, source: string): Reading {
  const alarm = data['alarm'] as PvaStruct | undefined;
  const message = alarm?.['message'];
  const quality = typeof message === 'string' && message !== '' && message !== 'NO_ALARM' ? message : undefined;
  const timeNs = timeOf(data['timeStamp'] as PvaStruct | undefined);
  const severity = severityOf(alarm?.['severity']);
  let value: unknown;
  try {
    value = valueCodec(type).read(data, labelled);
  } catch (cause) {
    return badReading(unreadable(cause, source), quality === undefined ? { timeNs } : { timeNs, quality });
  }
  if (quality === undefined) return { ok: true, value, severity, timeNs, stale: false };
  return { ok: true, value, severity, quality, timeNs, stale: false };
}

function severityOf(severity: unknown): Severity {
  return typeof severity === 'number' ? (SEVERITIES[severity] ?? 'invalid') : 'none';
}

/** Of now, where the server tells none. */
function timeOf(stamp: PvaStruct | undefined): bigint {
  const seconds = stamp?.['secondsPastEpoch'];
  const nanoseconds = stamp?.['nanoseconds'];
  if (typeof seconds !== 'bigint') return BigInt(Date.now()) * MILLISECOND;
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
