import { DBF, type Dbf, type FieldValue } from '../dbf.ts';
import type { FieldMeta, Fields, RecordType } from '../record-type.ts';
import { commonFields, menu } from './common.ts';
import { shownFields } from './limits.ts';

const ELEMENTS = DBF.filter((dbf) => dbf !== 'MENU');
const NO_ALARMS = { lolo: Number.NaN, low: Number.NaN, high: Number.NaN, hihi: Number.NaN };

/** An array of up to NELM elements of the type FTVL. */
export function waveform(element: Exclude<Dbf, 'ENUM' | 'MENU'>): RecordType {
  return {
    name: 'waveform',
    hasUnits: true,
    fields: {
      ...commonFields,
      VAL: { dbf: element, isArray: true, processes: true },
      ...shownFields('DOUBLE'),
      PREC: { dbf: 'SHORT', isProperty: true },
      FTVL: { ...menu(ELEMENTS, ELEMENTS.indexOf(element)), isFixed: true },
      NELM: { dbf: 'ULONG', initial: 1, isFixed: true },
      NORD: { dbf: 'ULONG', isFixed: true },
    },
    meta: (fields, field) => metaOf(fields, field),
    accept: (fields, value) => (value as FieldValue & ArrayLike<unknown> & Sliceable).slice(0, fields.number('NELM')),
  };
}

interface Sliceable {
  slice(start: number, end: number): FieldValue;
}

function metaOf(fields: Fields, field: string): Partial<FieldMeta> {
  if (field !== 'VAL' && field !== 'NORD') return {};
  const [low, high] = field === 'VAL' ? [fields.number('LOPR'), fields.number('HOPR')] : [0, fields.number('NELM')];
  const limits = { low, high };
  const [units, precision] = field === 'VAL' ? [fields.text('EGU'), fields.number('PREC')] : ['', 0];
  return { units, precision, display: limits, control: limits, alarm: NO_ALARMS };
}
