import { ALARM_STATUSES, SEVERITIES } from '../alarm.ts';
import type { FieldDeclaration } from '../field.ts';

const SCANS = [
  'Passive',
  'Event',
  'I/O Intr',
  '10 second',
  '5 second',
  '2 second',
  '1 second',
  '.5 second',
  '.2 second',
  '.1 second',
];

export const text = (size?: number): FieldDeclaration => ({ dbf: 'STRING', ...(size === undefined ? {} : { size }) });
export const menu = (choices: readonly string[], initial = 0): FieldDeclaration => ({ dbf: 'MENU', choices, initial });
export const severity: FieldDeclaration = { ...menu(SEVERITIES), isProperty: true };

/** The fields that every record has. */
export const commonFields: Readonly<Record<string, FieldDeclaration>> = {
  NAME: { ...text(61), isFixed: true },
  RTYP: { ...text(), isFixed: true },
  DESC: { ...text(41), isProperty: true },
  ASG: text(29),
  SCAN: menu(SCANS),
  PROC: { dbf: 'UCHAR', processes: true },
  STAT: { ...menu(ALARM_STATUSES, ALARM_STATUSES.indexOf('UDF')), isFixed: true },
  SEVR: { ...menu(SEVERITIES, SEVERITIES.indexOf('INVALID')), isFixed: true },
  UDF: { dbf: 'UCHAR', initial: 1, processes: true },
};
