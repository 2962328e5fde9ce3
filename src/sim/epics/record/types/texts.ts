import type { RecordType } from '../record-type.ts';
import { commonFields, text } from './common.ts';

/** Bytes of the long texts. */
const LONG = 256;

function textRecord(name: string, size?: number): RecordType {
  return { name, fields: { ...commonFields, VAL: { ...text(size), processes: true } } };
}

export const textTypes: readonly RecordType[] = [
  textRecord('stringin'),
  textRecord('stringout'),
  textRecord('lsi', LONG),
  textRecord('lso', LONG),
];
