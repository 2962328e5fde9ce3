import { protocolError } from '../protocol-error.ts';
import { DEEPEST } from '../type/pva-type.ts';
import { readType } from '../type/type-reader.ts';
import { writeType } from '../type/type-writer.ts';
import type { PvDataReader } from '../wire/reader.ts';
import type { PvDataWriter } from '../wire/writer.ts';
import { type Codec, codecOf } from './codec.ts';
import type { PvaVariant } from './pva-value.ts';

export function anyCodec(): Codec {
  return {
    bits: 1,
    blank: null,
    read: readVariant,
    write: (writer, value) => writeVariant(writer, value as PvaVariant),
  };
}

/** A type description and a value of it; the null type comes alone. */
export function readVariant(reader: PvDataReader): PvaVariant | null {
  const type = readType(reader);
  if (type === undefined) return null;
  if (reader.nesting >= DEEPEST) throw protocolError(`variants within each other more than ${DEEPEST} deep`);
  reader.spend(type.bits);
  reader.nesting += 1;
  const value = codecOf(type).read(reader);
  reader.nesting -= 1;
  return { type, value };
}

export function writeVariant(writer: PvDataWriter, variant: PvaVariant | null): void {
  writeType(writer, variant?.type);
  if (variant !== null) codecOf(variant.type).write(writer, variant.value);
}
