import type { StructType } from '../type/pva-type.ts';
import type { BitSet } from '../wire/bit-set.ts';
import type { PvDataReader } from '../wire/reader.ts';
import type { PvDataWriter } from '../wire/writer.ts';
import { codecOf, isStructCodec, type StructCodec } from './codec.ts';
import { type PvaStruct, structMaker } from './pva-value.ts';

export function structCodec(type: StructType): StructCodec {
  const Structure = structMaker();
  const names = type.fields.map(({ name }) => name);
  const codecs = type.fields.map((field) => codecOf(field.type));
  const count = names.length;

  const blank = new Structure();
  for (let index = 0; index < count; index++) blank[names[index]!] = codecs[index]!.blank;

  const read = (reader: PvDataReader): PvaStruct => {
    const out = new Structure();
    for (let index = 0; index < count; index++) out[names[index]!] = codecs[index]!.read(reader);
    return out;
  };

  const readMarked = (reader: PvDataReader, marked: BitSet, at: number, old: PvaStruct): PvaStruct => {
    const out = new Structure();
    let bit = at + 1;
    for (let index = 0; index < count; index++) {
      const codec = codecs[index]!;
      const name = names[index]!;
      if (marked.has(bit)) out[name] = codec.read(reader);
      else if (hasWithin(marked, bit, codec.bits) && isStructCodec(codec)) {
        out[name] = codec.readMarked(reader, marked, bit, old[name] as PvaStruct);
      } else out[name] = old[name]!;
      bit += codec.bits;
    }
    return out;
  };

  const writeMarked = (writer: PvDataWriter, marked: BitSet, at: number, value: PvaStruct): void => {
    let bit = at + 1;
    for (let index = 0; index < count; index++) {
      const codec = codecs[index]!;
      const field = value[names[index]!]!;
      if (marked.has(bit)) codec.write(writer, field);
      else if (hasWithin(marked, bit, codec.bits) && isStructCodec(codec)) {
        codec.writeMarked(writer, marked, bit, field as PvaStruct);
      }
      bit += codec.bits;
    }
  };

  return {
    bits: type.bits,
    blank,
    make: () => new Structure(),
    read,
    write: (writer, value) => {
      for (let index = 0; index < count; index++) codecs[index]!.write(writer, (value as PvaStruct)[names[index]!]!);
    },
    readMarked,
    writeMarked,
  };
}

/** Whether a part of the field at `bit` is marked. */
function hasWithin(marked: BitSet, bit: number, bits: number): boolean {
  return bits > 1 && marked.next(bit + 1, bit + bits) !== undefined;
}
