import { alarm, type Alarm, NO_ALARM } from '../alarm.ts';
import type { Dbf } from '../dbf.ts';
import type { FieldDeclaration } from '../field.ts';
import type { FieldMeta, Fields } from '../record-type.ts';
import { severity, text } from './common.ts';

/** The fields of numbers with a unit and limits that are shown; all of them of the value's type. */
export function shownFields(dbf: Dbf): Readonly<Record<string, FieldDeclaration>> {
  const limit: FieldDeclaration = { dbf, isProperty: true };
  return { EGU: { ...text(16), isProperty: true }, HOPR: limit, LOPR: limit };
}

/** The fields of numbers that alarm. */
export function alarmFields(dbf: Dbf): Readonly<Record<string, FieldDeclaration>> {
  const limit: FieldDeclaration = { dbf, processes: true, isProperty: true };
  return {
    HIHI: limit,
    HIGH: limit,
    LOW: limit,
    LOLO: limit,
    HHSV: severity,
    HSV: severity,
    LSV: severity,
    LLSV: severity,
  };
}

/** The fields of numbers that are kept between limits. */
export function driveFields(dbf: Dbf): Readonly<Record<string, FieldDeclaration>> {
  const limit: FieldDeclaration = { dbf, processes: true, isProperty: true };
  return { DRVH: limit, DRVL: limit };
}

const VALUE_FIELDS = ['VAL', 'HIHI', 'HIGH', 'LOW', 'LOLO'];
const LIMIT_FIELDS = ['HOPR', 'LOPR', 'DRVH', 'DRVL'];

/** Of the value, and of the fields that are values of its kind; its limits have its unit. */
export function limitMeta(
  control: 'HOPR' | 'DRVH' | 'either',
  hasPrecision: boolean,
): (fields: Fields, field: string) => Partial<FieldMeta> {
  return (fields, field) => {
    if (LIMIT_FIELDS.includes(field)) return { units: fields.text('EGU') };
    if (!VALUE_FIELDS.includes(field)) return {};
    const value = (name: string): number | bigint => fields.get(name) as number | bigint;
    // Integers of 64 bits have a zero instead.
    const none = typeof fields.get('VAL') === 'bigint' ? 0n : Number.NaN;
    const shown = { low: value('LOPR'), high: value('HOPR') };
    const isDriven = control === 'DRVH' || (control === 'either' && value('DRVH') > value('DRVL'));
    const limit = (name: string, of: string): number | bigint =>
      field === 'VAL' && fields.number(of) > 0 ? value(name) : none;
    return {
      units: fields.text('EGU'),
      precision: hasPrecision ? fields.number('PREC') : 0,
      display: shown,
      control: isDriven ? { low: value('DRVL'), high: value('DRVH') } : shown,
      alarm: {
        lolo: limit('LOLO', 'LLSV'),
        low: limit('LOW', 'LSV'),
        high: limit('HIGH', 'HSV'),
        hihi: limit('HIHI', 'HHSV'),
      },
    };
  };
}

/** The gravest that the value deserves. */
export function limitAlarm(fields: Fields): Alarm {
  const value = fields.get('VAL');
  const over = (name: string): boolean => value >= fields.get(name);
  const under = (name: string): boolean => value <= fields.get(name);
  const grade = (name: string): number => fields.number(name);
  if (grade('HHSV') > 0 && over('HIHI')) return alarm(grade('HHSV'), 'HIHI');
  if (grade('LLSV') > 0 && under('LOLO')) return alarm(grade('LLSV'), 'LOLO');
  if (grade('HSV') > 0 && over('HIGH')) return alarm(grade('HSV'), 'HIGH');
  if (grade('LSV') > 0 && under('LOW')) return alarm(grade('LSV'), 'LOW');
  return NO_ALARM;
}

/** Within DRVL and DRVH, where these are limits. */
export function driven(fields: Fields, value: number | bigint): number | bigint {
  const [low, high] = [fields.get('DRVL') as number | bigint, fields.get('DRVH') as number | bigint];
  if (!(high > low)) return value;
  return value < low ? low : value > high ? high : value;
}
