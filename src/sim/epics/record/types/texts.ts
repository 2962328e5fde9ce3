import type { FieldDeclaration } from '../field.ts';
import type { RecordType } from '../record-type.ts';
import { commonFields, text } from './common.ts';

/** Bytes of the long texts. */
const LONG = 256;

function textRecord(name: string, value: FieldDeclaration): RecordType {
  return { name, fields: { ...commonFields, VAL: { ...value, processes: true } } };
}

const long: FieldDeclaration = { ...text(LONG), isLong: true };

export const textTypes: readonly RecordType[] = [
  textRecord('stringin', text()),
  textRecord('stringout', text()),
  textRecord('lsi', long),
  textRecord('lso', long),
];
