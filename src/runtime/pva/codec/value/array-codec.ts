import { protocolError } from '../protocol-error.ts';
import type { CompoundArrayType, Extent, ScalarArrayType } from '../type/pva-type.ts';
import { isNumberKind, NUMBER_ARRAYS, type NumberKind } from '../wire/numbers.ts';
import type { PvDataReader } from '../wire/reader.ts';
import type { PvDataWriter } from '../wire/writer.ts';
import type { NumberArray } from '../../../core/contract/values.ts';
import { type Codec, codecOf } from './codec.ts';
import type { PvaValue } from './pva-value.ts';

type List = readonly PvaValue[];

export function scalarArrayCodec(type: ScalarArrayType): Codec {
  if (isNumberKind(type.of)) return numberArrayCodec(type.of, type);
  const isText = type.of === 'str';
  const read = isText ? (r: PvDataReader) => r.string() : (r: PvDataReader) => r.bool();
  const write = isText
    ? (w: PvDataWriter, value: PvaValue) => w.string(value as string)
    : (w: PvDataWriter, value: PvaValue) => w.bool(value as boolean);
  return listCodec(type, read, write, isText ? '' : false);
}

/** Structures, unions and variants: each element says first whether it is there. */
export function compoundArrayCodec(type: CompoundArrayType): Codec {
  const element = codecOf(type.of);
  const { bits } = type.of;
  const read = (reader: PvDataReader): PvaValue => {
    if (reader.u8() === 0) return null;
    reader.spend(bits);
    return element.read(reader);
  };
  const write = (writer: PvDataWriter, value: PvaValue): void => {
    writer.bool(value !== null);
    if (value !== null) element.write(writer, value);
  };
  return listCodec(
    type,
    read,
    write,
    Array.from({ length: type.exactly ?? 0 }, () => null),
  );
}

function numberArrayCodec(kind: NumberKind, extent: Extent): Codec {
  const Type = NUMBER_ARRAYS[kind];
  return {
    bits: 1,
    // Also where there have to be so many: a few bytes could otherwise claim any amount of memory.
    blank: new Type(0),
    read: (reader) => reader.numbers(kind, readCount(reader, extent, Type.BYTES_PER_ELEMENT)),
    write: (writer, value) => {
      const numbers = value as NumberArray;
      writeCount(writer, extent, numbers.length);
      writer.numbers(numbers);
      writer.zeros(missing(extent, numbers.length) * Type.BYTES_PER_ELEMENT);
    },
  };
}

function listCodec(extent: Extent, read: Codec['read'], write: Codec['write'], filler: PvaValue): Codec {
  return {
    bits: 1,
    blank: [],
    read: (reader) => {
      const count = readCount(reader, extent, 1);
      const out: PvaValue[] = [];
      for (let index = 0; index < count; index++) out.push(read(reader));
      return out as PvaValue;
    },
    write: (writer, value) => {
      const list = value as List;
      writeCount(writer, extent, list.length);
      for (const each of list) write(writer, each);
      for (let left = missing(extent, list.length); left > 0; left--) write(writer, filler);
    },
  };
}

function readCount(reader: PvDataReader, { atMost, exactly }: Extent, least: number): number {
  if (exactly !== undefined) return reader.fits(exactly, least);
  const count = reader.count(least);
  if (atMost !== undefined && count > atMost) {
    throw protocolError(`${count} elements where at most ${atMost} are allowed`);
  }
  return count;
}

function writeCount(writer: PvDataWriter, { exactly }: Extent, count: number): void {
  if (exactly === undefined) writer.size(count);
}

/** Elements that a blank array lacks, where there have to be so many. */
function missing({ exactly = 0 }: Extent, count: number): number {
  return Math.max(0, exactly - count);
}
