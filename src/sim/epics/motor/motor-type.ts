import { alarm } from '../record/alarm.ts';
import type { FieldDeclaration } from '../record/field.ts';
import type { FieldMeta, Fields, RecordType } from '../record/record-type.ts';
import { commonFields, menu, text } from '../record/types/common.ts';

const length: FieldDeclaration = { dbf: 'DOUBLE' };
const shown: FieldDeclaration = { dbf: 'DOUBLE', isFixed: true };
const limit: FieldDeclaration = { dbf: 'DOUBLE', isProperty: true };
const flag: FieldDeclaration = { dbf: 'SHORT' };
const state: FieldDeclaration = { dbf: 'SHORT', isFixed: true };

/** Fields that are positions or velocities. */
const POSITIONS = ['VAL', 'RBV', 'DVAL', 'DRBV', 'HLM', 'LLM', 'DHLM', 'DLLM'];
const NO_ALARMS = { lolo: Number.NaN, low: Number.NaN, high: Number.NaN, hihi: Number.NaN };

function metaOf(fields: Fields, field: string): Partial<FieldMeta> {
  if (motorType.fields[field]?.dbf !== 'DOUBLE') return {};
  const isPosition = POSITIONS.includes(field);
  const travel = isPosition ? { low: fields.number('LLM'), high: fields.number('HLM') } : { low: 0, high: 0 };
  const units = fields.text('EGU');
  return {
    units: field === 'VELO' || field === 'VBAS' || field === 'VMAX' ? `${units}/sec` : field === 'ACCL' ? 'sec' : units,
    precision: fields.number('PREC'),
    display: travel,
    control: travel,
    alarm: NO_ALARMS,
  };
}

/** The motor record as clients see it: its name and those of its fields are those of the synApps motor module. */
export const motorType: RecordType = {
  name: 'motor',
  hasUnits: true,
  hasAlarmLimits: true,
  fields: {
    ...commonFields,
    VAL: length,
    RBV: shown,
    DVAL: length,
    DRBV: shown,
    RRBV: { dbf: 'LONG', isFixed: true },
    RVAL: { dbf: 'LONG' },
    RLV: length,
    DIFF: shown,
    DMOV: { ...state, initial: 1 },
    MOVN: state,
    TDIR: state,
    STOP: flag,
    SPMG: menu(['Stop', 'Pause', 'Move', 'Go'], 3),
    VELO: length,
    VBAS: length,
    VMAX: length,
    ACCL: length,
    HLM: limit,
    LLM: limit,
    DHLM: limit,
    DLLM: limit,
    HLS: state,
    LLS: state,
    LVIO: state,
    OFF: length,
    DIR: menu(['Pos', 'Neg']),
    SET: menu(['Use', 'Set']),
    FOFF: menu(['Variable', 'Frozen']),
    EGU: { ...text(16), isProperty: true },
    PREC: { dbf: 'SHORT', isProperty: true },
    MRES: { dbf: 'DOUBLE', initial: 0.001 },
    ERES: { dbf: 'DOUBLE', initial: 0.001 },
    SREV: { dbf: 'LONG', initial: 1000 },
    UREV: { dbf: 'DOUBLE', initial: 1 },
    OUT: text(61),
    RDBD: { dbf: 'DOUBLE', initial: 0.001 },
    TWV: length,
    TWF: flag,
    TWR: flag,
    HOMF: flag,
    HOMR: flag,
    JOGF: flag,
    JOGR: flag,
    JVEL: length,
    CNEN: menu(['Disable', 'Enable'], 1),
    MSTA: { dbf: 'ULONG', isFixed: true },
  },
  meta: metaOf,
  alarm: (fields) => alarm(fields.number('HLS') + fields.number('LLS') > 0 ? 2 : 0, 'HIGH'),
};
