import { DevgenError } from '../../core/contract/errors.ts';
import type { DevState, Elements } from '../client/types.ts';
import type { CdrReader } from './cdr-reader.ts';
import type { CdrWriter } from './cdr-writer.ts';
import { ELEMENT_SIZE, type ElementKind, isEncoded, readElements, readEncoded, writeElements } from './elements.ts';
import { readDevState } from './idl/enum.ts';
import { protocolError } from './protocol-error.ts';
import { elementKindOf, type Shape, shapeOf, unsupported } from './tango-type.ts';
import { Kind, readTypeCode, type TypeCode } from './type-code.ts';
import { sequenceKind, shapeOfTypeCode } from './type-code-shape.ts';
import { writeTypeCode } from './type-code-writer.ts';

/** DevVarLongStringArray. */
export interface LongStringArray {
  readonly lvalue: Int32Array;
  readonly svalue: readonly string[];
}

/** DevVarDoubleStringArray. */
export interface DoubleStringArray {
  readonly dvalue: Float64Array;
  readonly svalue: readonly string[];
}

/** What an Any of Tango's holds; undefined is void. */
export type AnyValue =
  | undefined
  | boolean
  | number
  | bigint
  | string
  | { readonly format: string; readonly data: Uint8Array }
  | Elements
  | LongStringArray
  | DoubleStringArray;

/** The least bytes that an element takes. */
const LEAST: Readonly<Record<ElementKind, number>> = { ...ELEMENT_SIZE, string: 4, encoded: 8 };

export function readAny(reader: CdrReader): AnyValue {
  return readValue(reader, readTypeCode(reader));
}

/** With the shape that the sender gave it: a server refuses an argument of another type than its command takes. */
export function readTypedAny(reader: CdrReader): { readonly shape: Shape; readonly value: AnyValue } {
  const type = readTypeCode(reader);
  return { shape: shapeOfTypeCode(type), value: readValue(reader, type) };
}

function readValue(reader: CdrReader, type: TypeCode): AnyValue {
  switch (type.kind) {
    case Kind.null:
    case Kind.void:
      return undefined;
    case Kind.boolean:
      return reader.bool();
    case Kind.octet:
      return reader.octet();
    case Kind.short:
      return reader.i16();
    case Kind.ushort:
      return reader.u16();
    case Kind.long:
      return reader.i32();
    case Kind.ulong:
      return reader.u32();
    case Kind.float:
      return reader.f32();
    case Kind.double:
      return reader.f64();
    case Kind.longlong:
      return reader.i64();
    case Kind.ulonglong:
      return reader.u64();
    case Kind.string:
      return reader.string();
    case Kind.enum:
      return readDevState(reader);
    case Kind.sequence:
      return readSequence(reader, type.content);
    default:
      return readStruct(reader, type);
  }
}

function readSequence(reader: CdrReader, content: TypeCode | undefined): Elements {
  const kind = sequenceKind(content);
  return readElements(reader, kind, reader.length(LEAST[kind]));
}

function readStruct(reader: CdrReader, type: TypeCode): AnyValue {
  const shape = shapeOfTypeCode(type);
  if (shape.form !== 'table') return readEncoded(reader);
  if (shape.kind === 'i32') {
    const lvalue = reader.i32Array(reader.length(4));
    return { lvalue, svalue: reader.strings() };
  }
  const dvalue = reader.f64Array(reader.length(8));
  return { dvalue, svalue: reader.strings() };
}

/** Throws `VALUE.TYPE` when the value is not one of the Tango type. Arrays of numbers may be plain arrays. */
export function writeAny(writer: CdrWriter, type: number, value: unknown): void {
  writeAs(writer, type, value, false);
}

/** The same with the names of Tango's IDL, as a server answers. */
export function writeNamedAny(writer: CdrWriter, type: number, value: unknown): void {
  writeAs(writer, type, value, true);
}

function writeAs(writer: CdrWriter, type: number, value: unknown, named: boolean): void {
  const shape = shapeOf(type);
  if (shape === undefined) throw unsupported(type);
  writeTypeCode(writer, shape, named);
  if (shape.form === 'scalar') writeElements(writer, shape.kind, [value] as unknown as Elements);
  else if (shape.form === 'array') writeSequence(writer, shape.kind, value);
  else if (shape.form === 'table') writeTable(writer, shape.kind, value);
}

/** Elements as the sequence that attribute values of IDL 3 are. */
export function writeElementsAny(writer: CdrWriter, dataType: number, values: Elements): void {
  const kind = elementKindOf(dataType);
  if (kind === 'encoded') {
    writeAny(writer, dataType, values[0]);
    return;
  }
  writeTypeCode(writer, { form: 'array', kind }, false);
  writeSequence(writer, kind, values);
}

function writeSequence(writer: CdrWriter, kind: ElementKind, value: unknown): void {
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) throw notA('an array', value);
  const values = value as unknown as Elements;
  writer.u32(values.length);
  writeElements(writer, kind, values);
}

function writeTable(writer: CdrWriter, kind: 'i32' | 'f64', value: unknown): void {
  const key = kind === 'i32' ? 'lvalue' : 'dvalue';
  const columns = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (columns[key] === undefined || columns['svalue'] === undefined) throw notA(`{ ${key}, svalue }`, value);
  writeSequence(writer, kind, columns[key]);
  writeSequence(writer, 'string', columns['svalue']);
}

function notA(expected: string, value: unknown): DevgenError {
  return new DevgenError(`${expected} expected, not ${value === null ? 'null' : typeof value}`, {
    code: 'VALUE.TYPE',
    expected,
    actual: value,
  });
}

/** A value of an IDL 3 attribute, where a lone state or DevEncoded is not in a sequence. */
export function elementsOfAny(value: AnyValue): Elements | undefined {
  if (typeof value === 'string') return [value as DevState];
  if (isEncoded(value)) return [value];
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return value as Elements;
  if (value === undefined) return undefined;
  throw protocolError(`an attribute value that is a ${typeof value}`);
}
