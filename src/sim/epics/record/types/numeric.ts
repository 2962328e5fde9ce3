import type { Dbf } from '../dbf.ts';
import type { FieldDeclaration } from '../field.ts';
import type { RecordType } from '../record-type.ts';
import { commonFields } from './common.ts';
import { alarmFields, driven, driveFields, limitAlarm, limitMeta, shownFields } from './limits.ts';

const precision: Readonly<Record<string, FieldDeclaration>> = { PREC: { dbf: 'SHORT', isProperty: true } };

/** A record of a number that is read. */
function input(name: string, dbf: Dbf): RecordType {
  return {
    name,
    fields: {
      ...commonFields,
      VAL: { dbf, processes: true },
      ...shownFields(dbf),
      ...(dbf === 'DOUBLE' ? precision : {}),
      ...alarmFields(dbf),
    },
    hasUnits: true,
    hasAlarmLimits: true,
    meta: limitMeta('HOPR', dbf === 'DOUBLE'),
    alarm: limitAlarm,
  };
}

/** A record of a number that is set. */
function output(name: string, dbf: Dbf): RecordType {
  const { fields, ...rest } = input(name, dbf);
  return {
    ...rest,
    fields: { ...fields, ...driveFields(dbf) },
    meta: limitMeta(dbf === 'DOUBLE' ? 'DRVH' : 'either', dbf === 'DOUBLE'),
    accept: (own, value) => driven(own, value as number | bigint),
  };
}

export const numericTypes: readonly RecordType[] = [
  input('ai', 'DOUBLE'),
  output('ao', 'DOUBLE'),
  input('calc', 'DOUBLE'),
  input('longin', 'LONG'),
  output('longout', 'LONG'),
  input('int64in', 'INT64'),
  output('int64out', 'INT64'),
];
