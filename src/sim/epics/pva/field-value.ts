import { ALARM_STATUSES, type AlarmStatus } from '../record/alarm.ts';
import { type NumberForm, numberForm } from '../record/dbf.ts';
import type { IocRecord } from '../record/ioc-record.ts';
import type { FieldMeta } from '../record/record-type.ts';

/** What is behind a status, by normative types: the device, its driver or the record. */
const SOURCES: Readonly<Record<'driver' | 'record', readonly AlarmStatus[]>> = {
  driver: ['UDF', 'DISABLE', 'SIMM', 'READ_ACCESS', 'WRITE_ACCESS'],
  record: ['CALC', 'SCAN', 'LINK', 'SOFT', 'BAD_SUB'],
};
const NONE = 0;
const DEVICE = 1;
const DRIVER = 2;
const RECORD = 3;

const SECOND = 1_000_000_000n;

export const FORMS = ['Default', 'String', 'Binary', 'Decimal', 'Hex', 'Exponential', 'Engineering'];

export function alarmPart({ alarm }: IocRecord): object {
  const name = ALARM_STATUSES[alarm.status]!;
  return { severity: alarm.severity, status: sourceOf(name), message: name === 'NO_ALARM' ? '' : name };
}

function sourceOf(status: AlarmStatus): number {
  if (status === 'NO_ALARM') return NONE;
  if (SOURCES.driver.includes(status)) return DRIVER;
  return SOURCES.record.includes(status) ? RECORD : DEVICE;
}

export function timePart({ timeNs }: IocRecord): object {
  return { secondsPastEpoch: timeNs / SECOND, nanoseconds: Number(timeNs % SECOND), userTag: 0 };
}

export function valuePart(record: IocRecord, field: string): unknown {
  const { dbf } = record.declaration(field)!;
  return dbf === 'ENUM' || dbf === 'MENU' ? { index: record.get(field) } : record.get(field);
}

/** What clients know of a field beside its value: what changes with the record's properties. */
export function propertyPart(record: IocRecord, field: string): object {
  const { dbf } = record.declaration(field)!;
  const description = record.text('DESC');
  const form = numberForm(dbf);
  if (form !== undefined) return numberPart(form, description, record.meta(field) ?? rangeOf(form));
  if (dbf === 'STRING') return { display: { description } };
  return { value: { choices: record.choices(field) }, display: { description } };
}

function numberPart(form: NumberForm, description: string, meta: FieldMeta): object {
  const limit = (value: number | bigint): number | bigint => limitOf(form, value);
  const { display, control, alarm } = meta;
  return {
    display: {
      limitLow: limit(display.low),
      limitHigh: limit(display.high),
      description,
      units: meta.units,
      precision: meta.precision,
    },
    control: { limitLow: limit(control.low), limitHigh: limit(control.high) },
    valueAlarm: {
      lowAlarmLimit: limit(alarm.lolo),
      lowWarningLimit: limit(alarm.low),
      highWarningLimit: limit(alarm.high),
      highAlarmLimit: limit(alarm.hihi),
    },
  };
}

/** Of a field of which nothing else is known: what its type holds. */
function rangeOf({ scalar, low, high }: NumberForm): FieldMeta {
  const isFloat = scalar === 'f32' || scalar === 'f64';
  const range = isFloat ? { low: 0, high: 0 } : { low, high };
  const alarm = { lolo: Number.NaN, low: Number.NaN, high: Number.NaN, hihi: Number.NaN };
  return { units: '', precision: 0, display: range, control: range, alarm };
}

/** A limit in the type of the value: only floating numbers have a NaN. */
function limitOf({ scalar, low, high }: NumberForm, value: number | bigint): number | bigint {
  if (scalar === 'f32' || scalar === 'f64') return Number(value);
  if (scalar === 'i64' || scalar === 'u64') return typeof value === 'bigint' ? value : bigLimit(value);
  const whole = Number.isNaN(Number(value)) ? 0 : Math.trunc(Number(value));
  return Math.min(Math.max(whole, Number(low)), Number(high));
}

function bigLimit(value: number): bigint {
  return Number.isFinite(value) ? BigInt(Math.trunc(value)) : 0n;
}
