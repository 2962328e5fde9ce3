import { DevgenError } from '../../../core/contract/errors.ts';
import {
  type AttrDataFormat,
  type AttrQuality,
  type AttrWriteType,
  type DevSource,
  type DispLevel,
  DEV_STATES,
  type DevState,
} from '../../client/types.ts';
import type { CdrReader } from '../cdr-reader.ts';
import type { CdrWriter } from '../cdr-writer.ts';
import { protocolError } from '../protocol-error.ts';

const WRITE_TYPES: readonly AttrWriteType[] = ['READ', 'READ_WITH_WRITE', 'WRITE', 'READ_WRITE', 'WT_UNKNOWN'];
const DATA_FORMATS: readonly AttrDataFormat[] = ['SCALAR', 'SPECTRUM', 'IMAGE', 'FMT_UNKNOWN'];
const QUALITIES: readonly AttrQuality[] = ['ATTR_VALID', 'ATTR_INVALID', 'ATTR_ALARM', 'ATTR_CHANGING', 'ATTR_WARNING'];
const LEVELS: readonly DispLevel[] = ['OPERATOR', 'EXPERT'];
const SOURCES: readonly DevSource[] = ['DEV', 'CACHE', 'CACHE_DEV'];

/** An IDL enum: its place in the list, as `unsigned long`. */
export function readEnum<T>(reader: CdrReader, values: readonly T[]): T {
  const n = reader.u32();
  const value = values[n];
  if (value === undefined) throw protocolError(`${n} is none of ${values.join(', ')}`);
  return value;
}

export function writeEnum<T>(writer: CdrWriter, values: readonly T[], value: T): void {
  const n = values.indexOf(value);
  if (n < 0) {
    const expected = values.join(', ');
    throw new DevgenError(`${String(value)} is none of ${expected}`, { code: 'VALUE.TYPE', expected, actual: value });
  }
  writer.u32(n);
}

export const readWriteType = (reader: CdrReader): AttrWriteType => readEnum(reader, WRITE_TYPES);
export const writeWriteType = (writer: CdrWriter, value: AttrWriteType): void => writeEnum(writer, WRITE_TYPES, value);
export const readDataFormat = (reader: CdrReader): AttrDataFormat => readEnum(reader, DATA_FORMATS);
export const writeDataFormat = (writer: CdrWriter, value: AttrDataFormat): void =>
  writeEnum(writer, DATA_FORMATS, value);
export const readQuality = (reader: CdrReader): AttrQuality => readEnum(reader, QUALITIES);
export const writeQuality = (writer: CdrWriter, value: AttrQuality): void => writeEnum(writer, QUALITIES, value);
export const readDispLevel = (reader: CdrReader): DispLevel => readEnum(reader, LEVELS);
export const writeDispLevel = (writer: CdrWriter, value: DispLevel): void => writeEnum(writer, LEVELS, value);
export const readDevState = (reader: CdrReader): DevState => readEnum(reader, DEV_STATES);
export const writeDevState = (writer: CdrWriter, value: DevState): void => writeEnum(writer, DEV_STATES, value);
export const readDevSource = (reader: CdrReader): DevSource => readEnum(reader, SOURCES);
export const writeDevSource = (writer: CdrWriter, value: DevSource): void => writeEnum(writer, SOURCES, value);
