import type { PvaType } from '../type/pva-type.ts';
import type { BitSet } from '../wire/bit-set.ts';
import type { PvDataReader } from '../wire/reader.ts';
import type { PvDataWriter } from '../wire/writer.ts';
import { anyCodec } from './any-codec.ts';
import { compoundArrayCodec, scalarArrayCodec } from './array-codec.ts';
import type { PvaStruct, PvaValue } from './pva-value.ts';
import { scalarCodec } from './scalar-codec.ts';
import { structCodec } from './struct-codec.ts';
import { unionCodec } from './union-codec.ts';

/** Reads and writes values of one type: closures over its parts, made once a type. */
export interface Codec {
  readonly bits: number;
  /** What a value is that was never sent: zeros, empty texts and arrays, `null` for unions and variants. */
  readonly blank: PvaValue;
  readonly read: (reader: PvDataReader) => PvaValue;
  /** The value must be of the type: see {@link fit}. */
  readonly write: (writer: PvDataWriter, value: PvaValue) => void;
}

/** A structure can also be sent in parts. Bit `at` of a set is the structure itself. */
export interface StructCodec extends Codec {
  readonly blank: PvaStruct;
  /** An empty one; all of one type are alike, which makes them fast. */
  readonly make: () => Record<string, PvaValue>;
  /** Reads the fields whose bits are set; the others are those of `old`, which stays as it was. */
  readonly readMarked: (reader: PvDataReader, marked: BitSet, at: number, old: PvaStruct) => PvaStruct;
  readonly writeMarked: (writer: PvDataWriter, marked: BitSet, at: number, value: PvaStruct) => void;
}

const codecs = new WeakMap<PvaType, Codec>();

export function codecOf(type: PvaType): Codec {
  const known = codecs.get(type);
  if (known !== undefined) return known;
  const codec = compile(type);
  codecs.set(type, codec);
  return codec;
}

export function isStructCodec(codec: Codec): codec is StructCodec {
  return 'readMarked' in codec;
}

function compile(type: PvaType): Codec {
  switch (type.kind) {
    case 'scalar':
      return scalarCodec(type);
    case 'scalar[]':
      return scalarArrayCodec(type);
    case 'struct':
      return structCodec(type);
    case 'union':
      return unionCodec(type);
    case 'any':
      return anyCodec();
    default:
      return compoundArrayCodec(type);
  }
}

/** Reads what the set marks of a value whose other parts are those of `old`, blank where there is none. */
export function readChanges(type: PvaType, reader: PvDataReader, marked: BitSet, old?: PvaValue): PvaValue {
  const codec = codecOf(type);
  if (marked.has(0)) return codec.read(reader);
  const before = old ?? codec.blank;
  return isStructCodec(codec) ? codec.readMarked(reader, marked, 0, before as PvaStruct) : before;
}

/** Writes what the set marks of a value of the type. */
export function writeChanges(type: PvaType, writer: PvDataWriter, marked: BitSet, value: PvaValue): void {
  const codec = codecOf(type);
  if (marked.has(0)) codec.write(writer, value);
  else if (isStructCodec(codec)) codec.writeMarked(writer, marked, 0, value as PvaStruct);
}
