import type { Alarm } from './alarm.ts';
import { type Dbf, type FieldValue, isFloating, numberForm } from './dbf.ts';
import type { FieldDeclaration } from './field.ts';

/** What clients know of a number beside it. Limits that are none are 0 and 0, those of alarms NaN. */
export interface FieldMeta {
  readonly units: string;
  readonly precision: number;
  readonly display: Limits;
  readonly control: Limits;
  readonly alarm: AlarmLimits;
}

export interface Limits {
  readonly low: number | bigint;
  readonly high: number | bigint;
}

export interface AlarmLimits {
  readonly lolo: number | bigint;
  readonly low: number | bigint;
  readonly high: number | bigint;
  readonly hihi: number | bigint;
}

/** The fields of a record, as its type sees them. */
export interface Fields {
  get(field: string): FieldValue;
  number(field: string): number;
  text(field: string): string;
}

/** A record type: its fields, and what processing does beside what its record's owner says. */
export interface RecordType {
  /** The field RTYP. */
  readonly name: string;
  readonly fields: Readonly<Record<string, FieldDeclaration>>;
  /** Choices of the field VAL, of an enum. */
  readonly choices?: (fields: Fields) => readonly string[];
  /** Its fields have units, be they empty. */
  readonly hasUnits?: boolean;
  /** Its fields have limits that alarm, be they none. */
  readonly hasAlarmLimits?: boolean;
  /** Of fields that are numbers; what it leaves out is that of their type. */
  readonly meta?: (fields: Fields, field: string) => Partial<FieldMeta>;
  /** The value that is taken when another one is put: within limits. */
  readonly accept?: (fields: Fields, value: FieldValue) => FieldValue;
  /** What its value alarms. */
  readonly alarm?: (fields: Fields) => Alarm;
}

/** What EPICS says of a real number of which nothing is known. */
const REAL = 1e300;

/** Of a number of which nothing is known but its type. */
export function rangeMeta(dbf: Dbf): FieldMeta {
  const { low, high } = isFloating(dbf) ? { low: -REAL, high: REAL } : numberForm(dbf)!;
  const range = { low, high };
  const alarm = { lolo: Number.NaN, low: Number.NaN, high: Number.NaN, hihi: Number.NaN };
  return { units: '', precision: 0, display: range, control: range, alarm };
}
