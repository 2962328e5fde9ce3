import { mca } from './mca.ts';
import { motor } from './motor.ts';
import type { RecordTable } from './record-table.ts';
import { scaler } from './scaler.ts';

/** The record types that are devices by themselves. */
const RICH: ReadonlySet<string> = new Set(['motor', 'scaler', 'mca']);
/** Of a scaler that does not say how many channels it has: what one card counts. */
const USUAL_CHANNELS = 32;

export function isRich(recordType: string | undefined): boolean {
  return recordType !== undefined && RICH.has(recordType);
}

/** The fields of a record that is a device by itself; `channels` is what a scaler's NCH says. */
export function tableOf(recordType: string, channels?: number): RecordTable | undefined {
  if (recordType === 'motor') return motor;
  if (recordType === 'mca') return mca;
  return recordType === 'scaler' ? scaler(channels ?? USUAL_CHANNELS) : undefined;
}
