import { DEV_STATES } from '../client/types.ts';
import type { CdrWriter } from './cdr-writer.ts';
import type { ElementKind } from './elements.ts';
import type { Shape } from './tango-type.ts';
import { Kind } from './type-code.ts';

const SIMPLE: Readonly<Partial<Record<ElementKind, number>>> = {
  bool: Kind.boolean,
  u8: Kind.octet,
  i16: Kind.short,
  u16: Kind.ushort,
  i32: Kind.long,
  u32: Kind.ulong,
  f32: Kind.float,
  f64: Kind.double,
  i64: Kind.longlong,
  u64: Kind.ulonglong,
};

/** What Tango's IDL calls the arrays of an element. */
const ARRAYS: Readonly<Record<ElementKind, string>> = {
  bool: 'DevVarBooleanArray',
  u8: 'DevVarCharArray',
  i16: 'DevVarShortArray',
  u16: 'DevVarUShortArray',
  i32: 'DevVarLongArray',
  u32: 'DevVarULongArray',
  f32: 'DevVarFloatArray',
  f64: 'DevVarDoubleArray',
  i64: 'DevVarLong64Array',
  u64: 'DevVarULong64Array',
  string: 'DevVarStringArray',
  state: 'DevVarStateArray',
  encoded: 'DevVarEncodedArray',
};

/**
 * The type of what an Any holds. Servers take equivalent type codes, so a request goes without the aliases of Tango's
 * IDL, which are longer; `named` is with them, as servers write results: PyTango goes by their names.
 */
export function writeTypeCode(writer: CdrWriter, shape: Shape, named: boolean): void {
  if (shape.form === 'void') writer.u32(Kind.null);
  else if (shape.form === 'scalar') writeElement(writer, shape.kind, named);
  else if (shape.form === 'array') writeArray(writer, shape.kind, named);
  else {
    const [name, column] =
      shape.kind === 'i32' ? ['DevVarLongStringArray', 'lvalue'] : ['DevVarDoubleStringArray', 'dvalue'];
    writeStruct(writer, name, [
      [column, (each) => writeArray(each, shape.kind, named)],
      ['svalue', (each) => writeArray(each, 'string', named)],
    ]);
  }
}

function writeElement(writer: CdrWriter, kind: ElementKind, named: boolean): void {
  if (kind === 'string') writeString(writer);
  else if (kind === 'state') writeStateEnum(writer);
  else if (kind === 'encoded') {
    writeStruct(writer, 'DevEncoded', [
      ['encoded_format', (each) => (named ? writeAlias(each, 'DevString', writeString) : writeString(each))],
      ['encoded_data', (each) => writeArray(each, 'u8', named)],
    ]);
  } else writer.u32(SIMPLE[kind] ?? Kind.null);
}

function writeString(writer: CdrWriter): void {
  writer.u32(Kind.string);
  writer.u32(0);
}

function writeArray(writer: CdrWriter, kind: ElementKind, named: boolean): void {
  const writeSequence = (each: CdrWriter): void => {
    each.u32(Kind.sequence);
    each.encapsulation((inner) => {
      writeElement(inner, kind, named);
      inner.u32(0);
    });
  };
  if (named) writeAlias(writer, ARRAYS[kind], writeSequence);
  else writeSequence(writer);
}

function writeAlias(writer: CdrWriter, name: string, writeType: (writer: CdrWriter) => void): void {
  writer.u32(Kind.alias);
  writer.encapsulation((each) => {
    each.string(`IDL:Tango/${name}:1.0`);
    each.string(name);
    writeType(each);
  });
}

function writeStateEnum(writer: CdrWriter): void {
  writer.u32(Kind.enum);
  writer.encapsulation((each) => {
    each.string('IDL:Tango/DevState:1.0');
    each.string('DevState');
    each.strings(DEV_STATES);
  });
}

function writeStruct(
  writer: CdrWriter,
  name: string,
  members: readonly (readonly [string, (writer: CdrWriter) => void])[],
): void {
  writer.u32(Kind.struct);
  writer.encapsulation((each) => {
    each.string(`IDL:Tango/${name}:1.0`);
    each.string(name);
    each.sequence(members, (inner, [member, writeType]) => {
      inner.string(member);
      writeType(inner);
    });
  });
}
