import { protocolError } from '../protocol-error.ts';
import type { PvDataReader } from '../wire/reader.ts';
import {
  ANY,
  arrayOf,
  DEEPEST,
  type Extent,
  type Field,
  type PvaType,
  scalar,
  type ScalarArrayType,
  type ScalarType,
  struct,
  type StructType,
  union,
  type UnionType,
  UNLIMITED,
} from './pva-type.ts';
import { scalarOfCode, TypeCode } from './type-code.ts';

/** A field takes at least a byte of name and one of type. */
const LEAST_FIELD = 2;

/**
 * Reads a type description; `undefined` is the null type. Numbers that it defines or refers to are those of the
 * reader's registry.
 */
export function readType(reader: PvDataReader): PvaType | undefined {
  return readAt(reader, 1);
}

function readAt(reader: PvDataReader, depth: number): PvaType | undefined {
  if (depth > DEEPEST) throw protocolError(`types within each other more than ${DEEPEST} deep`);
  const code = reader.u8();
  return code === TypeCode.define ? readDefinition(reader, depth) : readCode(reader, code, depth);
}

function readDefinition(reader: PvDataReader, depth: number): PvaType {
  const id = reader.u16();
  const type = readCode(reader, reader.u8(), depth);
  if (type === undefined) throw protocolError('the null type given a number');
  reader.registry.define(id, type);
  return type;
}

function readCode(reader: PvDataReader, code: number, depth: number): PvaType | undefined {
  if (code === TypeCode.null) return undefined;
  if (code === TypeCode.cached) return reader.registry.get(reader.u16());
  const of = scalarOfCode(code & ~TypeCode.arrayMask);
  if (of !== undefined) return simple(reader, of, code);
  if (code === TypeCode.struct) return readStruct(reader, depth);
  if (code === TypeCode.union) return readUnion(reader, depth);
  if (code === TypeCode.any) return ANY;
  if (code === TypeCode.boundedString) return scalar('str', reader.size());
  return compoundArray(reader, code, depth);
}

function simple(reader: PvDataReader, of: ScalarType['of'], code: number): ScalarType | ScalarArrayType {
  if ((code & TypeCode.arrayMask) === 0) return scalar(of);
  return arrayOf(of, readExtent(reader, code));
}

function readExtent(reader: PvDataReader, code: number): Extent {
  const form = code & TypeCode.arrayMask;
  if (form === TypeCode.boundedArray) return { atMost: reader.size() };
  return form === TypeCode.fixedArray ? { exactly: reader.size() } : UNLIMITED;
}

function compoundArray(reader: PvDataReader, code: number, depth: number): PvaType {
  const element = code & ~TypeCode.arrayMask;
  const isArray = (code & TypeCode.arrayMask) !== 0;
  if (!isArray || element < TypeCode.struct || element > TypeCode.any) {
    throw protocolError(`a type of code 0x${code.toString(16)}`);
  }
  const extent = readExtent(reader, code);
  if (element === TypeCode.any) return arrayOf(ANY, extent);
  // The description of the element is a complete one, which may itself be a number.
  const of = readAt(reader, depth + 1);
  if (of?.kind !== (element === TypeCode.struct ? 'struct' : 'union')) {
    throw protocolError(`an array of code 0x${code.toString(16)} whose elements are something else`);
  }
  return arrayOf(of, extent);
}

function readStruct(reader: PvDataReader, depth: number): StructType {
  return struct(reader.string(), readFields(reader, depth));
}

function readUnion(reader: PvDataReader, depth: number): UnionType {
  return union(reader.string(), readFields(reader, depth));
}

function readFields(reader: PvDataReader, depth: number): readonly Field[] {
  const count = reader.count(LEAST_FIELD);
  const fields: Field[] = [];
  for (let index = 0; index < count; index++) {
    const name = reader.string();
    const type = readAt(reader, depth + 1);
    if (type === undefined) throw protocolError('a field of the null type');
    fields.push({ name, type });
  }
  return fields;
}
