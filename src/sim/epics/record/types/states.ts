import { alarm } from '../alarm.ts';
import type { FieldDeclaration } from '../field.ts';
import type { Fields, RecordType } from '../record-type.ts';
import { commonFields, severity, text } from './common.ts';

const label: FieldDeclaration = { ...text(26), processes: true, isProperty: true };
const STATES = 'ZR ON TW TH FR FV SX SV EI NI TE EL TV TT FT FF'.split(' ');

function binary(name: string): RecordType {
  return {
    name,
    // As it is in EPICS, whose bo has a time.
    hasUnits: name !== 'bi',
    fields: {
      ...commonFields,
      VAL: { dbf: 'ENUM', processes: true },
      ZNAM: label,
      ONAM: label,
      ZSV: severity,
      OSV: severity,
    },
    choices: (fields) => upToLast([fields.text('ZNAM'), fields.text('ONAM')]),
    alarm: (fields) => alarm(fields.number(fields.get('VAL') === 0 ? 'ZSV' : 'OSV'), 'STATE'),
  };
}

function multiBit(name: string): RecordType {
  const labels = Object.fromEntries(STATES.map((state) => [`${state}ST`, label]));
  const severities = Object.fromEntries(STATES.map((state) => [`${state}SV`, severity]));
  return {
    name,
    fields: { ...commonFields, VAL: { dbf: 'ENUM', processes: true }, ...labels, ...severities },
    choices: (fields) => upToLast(STATES.map((state) => fields.text(`${state}ST`))),
    alarm: (fields) => alarm(stateSeverity(fields), 'STATE'),
  };
}

function stateSeverity(fields: Fields): number {
  const state = STATES[fields.number('VAL')];
  return state === undefined ? 0 : fields.number(`${state}SV`);
}

/** Labels up to the last one that there is: those before may be empty. */
function upToLast(labels: readonly string[]): readonly string[] {
  return labels.slice(0, labels.findLastIndex((each) => each !== '') + 1);
}

export const stateTypes: readonly RecordType[] = ['bi', 'bo', 'busy']
  .map(binary)
  .concat(['mbbi', 'mbbo'].map(multiBit));
