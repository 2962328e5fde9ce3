import { type AttributeValue, type AttributeWrite, type Elements, TangoType } from '../../client/types.ts';
import { writeElementsAny } from '../any.ts';
import type { CdrReader } from '../cdr-reader.ts';
import type { CdrWriter } from '../cdr-writer.ts';
import type { ElementKind } from '../elements.ts';
import { readAttrValUnion, sliceUnion, writeAttrValUnion } from './attr-val-union.ts';
import { NO_DIM, readDim, readTime, writeDim, writeTime } from './attribute-fields.ts';
import { readDevErrorList, writeDevErrorList } from './dev-error.ts';
import { readDataFormat, readQuality, writeDataFormat, writeQuality } from './enum.ts';

/** What a server answers for one attribute. */
export interface AttributeReply extends AttributeValue {
  readonly dataType: number;
}

/** For `read_attributes_5` replies. */
export function writeAttributeValue5(writer: CdrWriter, reply: AttributeReply): void {
  writeReply(writer, reply, true);
}

/** For `read_attributes_4` replies. */
export function writeAttributeValue4Reply(writer: CdrWriter, reply: AttributeReply): void {
  writeReply(writer, reply, false);
}

function writeReply(writer: CdrWriter, reply: AttributeReply, typed: boolean): void {
  const alone = reply.dataType === TangoType.DevState && reply.name.toLowerCase() === 'state';
  writeAttrValUnion(writer, reply.dataType, partsOf(reply), alone);
  writeQuality(writer, reply.quality);
  writeDataFormat(writer, reply.dataFormat ?? 'FMT_UNKNOWN');
  if (typed) writer.i32(reply.value === undefined ? TangoType.DevVoid : reply.dataType);
  writeTime(writer, reply.timeNs);
  writer.string(reply.name);
  writeDim(writer, reply.dim);
  writeDim(writer, reply.setDim);
  writeDevErrorList(writer, reply.errors);
}

function partsOf({ value, setValue }: AttributeReply): Elements[] {
  return [value, setValue].filter((part) => part !== undefined);
}

/** For `write_attributes_4` and `write_read_attributes_4` and `_5`. */
export function writeAttributeValue4(writer: CdrWriter, write: AttributeWrite): void {
  writeAttrValUnion(writer, write.dataType, [write.value]);
  writer.u32(0);
  writeDataFormat(writer, write.dataFormat);
  writeTime(writer, 0n);
  writer.string(write.name);
  writeDim(writer, NO_DIM);
  writeDim(writer, write.dim);
  writer.u32(0);
}

/** What a server finds in a `write_attributes_4` request: the values are in `value`, their extent in `setDim`. */
export interface WrittenAttribute extends AttributeValue {
  /** What the elements are on the wire, which must be what the attribute's are. */
  readonly kind: ElementKind | undefined;
}

export function readAttributeValue4Write(reader: CdrReader): WrittenAttribute {
  const union = readAttrValUnion(reader);
  const quality = readQuality(reader);
  const dataFormat = readDataFormat(reader);
  const timeNs = readTime(reader);
  const name = reader.string();
  const dim = readDim(reader);
  const setDim = readDim(reader);
  const errors = readDevErrorList(reader);
  const value = union && sliceUnion(reader, union, 0, union.length);
  return { name, kind: union?.kind, quality, dataFormat, timeNs, value, dim, setValue: undefined, setDim, errors };
}

/** For `write_attributes_3`. */
export function writeAttributeValue3(writer: CdrWriter, write: AttributeWrite): void {
  writeElementsAny(writer, write.dataType, write.value);
  writer.u32(0);
  writeTime(writer, 0n);
  writer.string(write.name);
  writeDim(writer, write.dim);
}
