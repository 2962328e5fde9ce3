import type { Alarm } from './alarm.ts';
import type { FieldValue } from './dbf.ts';
import type { FieldDeclaration } from './field.ts';

/** What clients know of a value beside it. Where there is nothing to know limits are 0 and 0, of alarms NaN. */
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
  /** Of fields that are numbers; by default the range of their type. */
  readonly meta?: (fields: Fields, field: string) => FieldMeta | undefined;
  /** The value that is taken when another one is put: within limits. */
  readonly accept?: (fields: Fields, value: FieldValue) => FieldValue;
  /** What its value alarms. */
  readonly alarm?: (fields: Fields) => Alarm;
}
