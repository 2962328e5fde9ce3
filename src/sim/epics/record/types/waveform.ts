import { DBF, type Dbf, type FieldValue } from '../dbf.ts';
import type { Fields, RecordType } from '../record-type.ts';
import { commonFields, menu } from './common.ts';
import { shownFields } from './limits.ts';

const ELEMENTS = DBF.filter((dbf) => dbf !== 'MENU');
const NO_ALARMS = { lolo: 0, low: 0, high: 0, hihi: 0 };

/** An array of up to NELM elements of the type FTVL. */
export function waveform(element: Exclude<Dbf, 'ENUM' | 'MENU'>): RecordType {
  return {
    name: 'waveform',
    fields: {
      ...commonFields,
      VAL: { dbf: element, isArray: true, processes: true },
      ...shownFields('DOUBLE'),
      PREC: { dbf: 'SHORT', isProperty: true },
      FTVL: { ...menu(ELEMENTS, ELEMENTS.indexOf(element)), isFixed: true },
      NELM: { dbf: 'ULONG', initial: 1, isFixed: true },
      NORD: { dbf: 'ULONG', isFixed: true },
    },
    meta: (fields, field) => (field === 'VAL' && element !== 'STRING' ? metaOf(fields) : undefined),
    accept: (fields, value) => (value as FieldValue & ArrayLike<unknown> & Sliceable).slice(0, fields.number('NELM')),
  };
}

interface Sliceable {
  slice(start: number, end: number): FieldValue;
}

function metaOf(fields: Fields) {
  const shown = { low: fields.number('LOPR'), high: fields.number('HOPR') };
  const { units, precision } = { units: fields.text('EGU'), precision: fields.number('PREC') };
  return { units, precision, display: shown, control: shown, alarm: NO_ALARMS };
}
