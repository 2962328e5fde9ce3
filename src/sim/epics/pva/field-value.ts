import { ALARM_STATUSES, type AlarmStatus } from '../record/alarm.ts';
import { type NumberForm, numberForm } from '../record/dbf.ts';
import type { IocRecord } from '../record/ioc-record.ts';
import type { FieldMeta, RecordType } from '../record/record-type.ts';

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
  if (form !== undefined) return numberPart(form, record.type, description, record.meta(field));
  if (dbf === 'STRING') return { display: { description, ...(record.type.hasUnits === true ? { units: '' } : {}) } };
  return { value: { choices: record.choices(field) }, display: { description } };
}

function numberPart(form: NumberForm, type: RecordType, description: string, meta: FieldMeta): object {
  const limit = (value: number | bigint): number | bigint => limitOf(form, value);
  const { display, control, alarm, units, precision } = meta;
  const limits = {
    lowAlarmLimit: limit(alarm.lolo),
    lowWarningLimit: limit(alarm.low),
    highWarningLimit: limit(alarm.high),
    highAlarmLimit: limit(alarm.hihi),
  };
  return {
    display: {
      limitLow: limit(display.low),
      limitHigh: limit(display.high),
      description,
      ...(type.hasUnits === true ? { units } : {}),
      ...(isReal(form) ? { precision } : {}),
    },
    control: { limitLow: limit(control.low), limitHigh: limit(control.high) },
    ...(type.hasAlarmLimits === true ? { valueAlarm: limits } : {}),
  };
}

function isReal({ scalar }: NumberForm): boolean {
  return scalar === 'f32' || scalar === 'f64';
}

/** A limit in the type of the value: only floating numbers have a NaN. */
function limitOf(form: NumberForm, value: number | bigint): number | bigint {
  const { scalar, low, high } = form;
  if (isReal(form)) return Number(value);
  if (scalar === 'i64' || scalar === 'u64') return typeof value === 'bigint' ? value : bigLimit(value);
  const whole = Number.isNaN(Number(value)) ? 0 : Math.trunc(Number(value));
  return Math.min(Math.max(whole, Number(low)), Number(high));
}

function bigLimit(value: number): bigint {
  return Number.isFinite(value) ? BigInt(Math.trunc(value)) : 0n;
}
