import type { AttributeConfig } from '../../client/types.ts';
import type { CdrReader } from '../cdr-reader.ts';
import type { CdrWriter } from '../cdr-writer.ts';

export type Alarm = AttributeConfig['alarm'];

/** Of a device too old to send them. */
export const NO_ALARM: Alarm = {
  minAlarm: 'Not specified',
  maxAlarm: 'Not specified',
  minWarning: 'Not specified',
  maxWarning: 'Not specified',
  deltaT: 'Not specified',
  deltaVal: 'Not specified',
};

export function readAlarm(reader: CdrReader): Alarm {
  const minAlarm = reader.string();
  const maxAlarm = reader.string();
  const minWarning = reader.string();
  const maxWarning = reader.string();
  const deltaT = reader.string();
  const deltaVal = reader.string();
  reader.strings();
  return { minAlarm, maxAlarm, minWarning, maxWarning, deltaT, deltaVal };
}

export function writeAlarm(writer: CdrWriter, alarm: Alarm): void {
  writer.string(alarm.minAlarm);
  writer.string(alarm.maxAlarm);
  writer.string(alarm.minWarning);
  writer.string(alarm.maxWarning);
  writer.string(alarm.deltaT);
  writer.string(alarm.deltaVal);
  writer.strings([]);
}
