import type { AttributeValue, Dim, Elements } from '../../client/types.ts';
import { elementsOfAny, readAny } from '../any.ts';
import type { CdrReader } from '../cdr-reader.ts';
import { type PendingUnion, readAttrValUnion, sliceUnion } from './attr-val-union.ts';
import { NO_DIM, readDim, readTime } from './attribute-fields.ts';
import { readDevErrorList } from './dev-error.ts';
import { readDataFormat, readQuality } from './enum.ts';

/** `AttributeValue_5`, of IDL 5 and 6. */
export function readAttributeValue5(reader: CdrReader): AttributeValue {
  return readUnionValue(reader, true);
}

/** `AttributeValue_4`. */
export function readAttributeValue4(reader: CdrReader): AttributeValue {
  return readUnionValue(reader, false);
}

function readUnionValue(reader: CdrReader, typed: boolean): AttributeValue {
  const union = readAttrValUnion(reader);
  const quality = readQuality(reader);
  const dataFormat = readDataFormat(reader);
  if (typed) reader.i32();
  const timeNs = readTime(reader);
  const name = reader.string();
  const dim = readDim(reader);
  const setDim = readDim(reader);
  const errors = readDevErrorList(reader);
  // Beside an error, time and dimensions are whatever lay in the server's memory.
  if (union === undefined || errors.length > 0) return withoutValue(name, quality, errors);
  const known = dataFormat === 'FMT_UNKNOWN' ? undefined : dataFormat;
  const split = Math.min(extentOf(dim), union.length);
  return {
    name,
    quality,
    dataFormat: known,
    timeNs,
    value: sliceUnion(reader, union, 0, split),
    dim,
    setValue: readSetValue(reader, union, split),
    setDim,
    errors,
  };
}

/** The set value follows the read value in the same sequence. */
function readSetValue(reader: CdrReader, union: PendingUnion, split: number): Elements | undefined {
  return split < union.length ? sliceUnion(reader, union, split, union.length) : undefined;
}

/** `AttributeValue_3`: the value is an Any. */
export function readAttributeValue3(reader: CdrReader): AttributeValue {
  const elements = elementsOfAny(readAny(reader));
  const quality = readQuality(reader);
  const timeNs = readTime(reader);
  const name = reader.string();
  const dim = readDim(reader);
  const setDim = readDim(reader);
  const errors = readDevErrorList(reader);
  if (elements === undefined || errors.length > 0) return withoutValue(name, quality, errors);
  const split = Math.min(extentOf(dim), elements.length);
  const setValue = split < elements.length ? (elements.slice(split) as Elements) : undefined;
  const value = setValue === undefined ? elements : (elements.slice(0, split) as Elements);
  return { name, quality, dataFormat: undefined, timeNs, value, dim, setValue, setDim, errors };
}

/** The reply of `read_attributes_5`; `_4` and `_3` likewise. */
export function readAttributeValue5List(reader: CdrReader): AttributeValue[] {
  return reader.sequence(60, readAttributeValue5);
}

export function readAttributeValue4List(reader: CdrReader): AttributeValue[] {
  return reader.sequence(56, readAttributeValue4);
}

export function readAttributeValue3List(reader: CdrReader): AttributeValue[] {
  return reader.sequence(48, readAttributeValue3);
}

function withoutValue(
  name: string,
  quality: AttributeValue['quality'],
  errors: AttributeValue['errors'],
): AttributeValue {
  return {
    name,
    quality,
    dataFormat: undefined,
    timeNs: 0n,
    value: undefined,
    dim: NO_DIM,
    setValue: undefined,
    setDim: NO_DIM,
    errors,
  };
}

/** Elements of a value; y is 0 for a scalar or spectrum. */
function extentOf({ x, y }: Dim): number {
  return Math.max(0, x) * Math.max(1, y);
}
