import type { Dbf } from '../../../src/sim/epics/record/dbf.ts';
import type { FieldInput } from '../../../src/sim/epics/record/field.ts';
import { IocRecord } from '../../../src/sim/epics/record/ioc-record.ts';
import { recordType } from '../../../src/sim/epics/record/record-types.ts';
import { waveform } from '../../../src/sim/epics/record/types/waveform.ts';

interface Declared {
  readonly name: string;
  readonly type: string;
  readonly fields: Readonly<Record<string, string | number>>;
  readonly isReadOnly?: true;
}

/** Records that an IOC and the embedded facility are both given. */
export const RECORDS: readonly Declared[] = [
  {
    name: 'T:ai',
    type: 'ai',
    fields: {
      VAL: 1.5,
      EGU: 'mm',
      PREC: 3,
      HOPR: 10,
      LOPR: -10,
      HIHI: 5,
      HHSV: 'MAJOR',
      LOLO: -5,
      LLSV: 'MINOR',
      DESC: 'an input',
    },
  },
  { name: 'T:ao', type: 'ao', fields: { VAL: 2.5, DRVH: 100, DRVL: -100, EGU: 'V', LOW: -50, LSV: 'MINOR' } },
  { name: 'T:bi', type: 'bi', fields: { VAL: 1, ZNAM: 'Closed', ONAM: 'Open', ZSV: 'MAJOR' } },
  { name: 'T:bo', type: 'bo', fields: { ZNAM: 'Off', ONAM: 'On', OSV: 'MINOR' } },
  { name: 'T:longin', type: 'longin', fields: { VAL: -7, HOPR: 50 } },
  {
    name: 'T:longout',
    type: 'longout',
    fields: { VAL: 7, DRVH: 1000, DRVL: -5, EGU: 'counts', HIGH: 500, HSV: 'MINOR' },
  },
  { name: 'T:int64in', type: 'int64in', fields: { VAL: '-9223372036854775807' } },
  { name: 'T:int64out', type: 'int64out', fields: { VAL: '9007199254740993' } },
  { name: 'T:mbbi', type: 'mbbi', fields: { VAL: 2, ZRST: 'zero', ONST: 'one', TWST: 'two', TWSV: 'MAJOR' } },
  { name: 'T:mbbo', type: 'mbbo', fields: { ZRST: 'zero', ONST: 'one', TWST: 'two', TWSV: 'MINOR' } },
  { name: 'T:stringin', type: 'stringin', fields: { VAL: 'text' } },
  { name: 'T:stringout', type: 'stringout', fields: { VAL: 'text' } },
  { name: 'T:lso', type: 'lso', fields: { SIZV: 256 } },
  { name: 'T:wf:double', type: 'waveform', fields: { FTVL: 'DOUBLE', NELM: 1000, EGU: 'A', HOPR: 3, PREC: 2 } },
  { name: 'T:wf:short', type: 'waveform', fields: { FTVL: 'SHORT', NELM: 10 } },
  { name: 'T:wf:uchar', type: 'waveform', fields: { FTVL: 'UCHAR', NELM: 10 } },
  { name: 'T:wf:int64', type: 'waveform', fields: { FTVL: 'INT64', NELM: 10 } },
  { name: 'T:wf:float', type: 'waveform', fields: { FTVL: 'FLOAT', NELM: 10 } },
  { name: 'T:wf:string', type: 'waveform', fields: { FTVL: 'STRING', NELM: 10 } },
  { name: 'T:never', type: 'ai', fields: {} },
  { name: 'T:guarded', type: 'ao', fields: { VAL: 1, ASG: 'READONLY' }, isReadOnly: true },
];

/** Fields that clients ask for, beside the values. */
export const FIELDS: readonly string[] = [
  ...['VAL', 'NAME', 'RTYP', 'DESC', 'EGU', 'PREC', 'HIHI', 'HHSV', 'SEVR', 'UDF'].map((field) => `T:ai.${field}`),
  ...['ZNAM', 'ONAM', 'OSV', 'RTYP'].map((field) => `T:bo.${field}`),
  ...['ZRST', 'TWSV'].map((field) => `T:mbbo.${field}`),
  ...['NELM', 'NORD', 'RTYP'].map((field) => `T:wf:double.${field}`),
  ...['DRVH', 'HOPR', 'HIGH'].flatMap((field) => [`T:longout.${field}`, `T:ao.${field}`]),
  ...['EGU'].map((field) => `T:longout.${field}`),
  'T:no',
  'T:ai.NO',
];

/** As an IOC loads it; what has a value is processed at its start. */
export function databaseText(): string {
  return RECORDS.map(({ name, type, fields }) => {
    const all = { ...fields, ...('VAL' in fields ? { PINI: 'YES' } : {}) };
    const lines = Object.entries(all).map(([field, value]) => `  field(${field}, "${value}")\n`);
    return `record(${type}, "${name}") {\n${lines.join('')}}\n`;
  }).join('');
}

export function makeRecords(): readonly IocRecord[] {
  return RECORDS.map(({ name, type, fields, isReadOnly = false }) => {
    const { FTVL, SIZV: _size, ...others } = fields as Readonly<Record<string, FieldInput>>;
    const of = type === 'waveform' ? waveform(FTVL as Exclude<Dbf, 'ENUM' | 'MENU'>) : recordType(type);
    return new IocRecord(of, name, others, { isReadOnly });
  });
}
