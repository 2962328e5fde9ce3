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

/** Without the aliases of Tango's IDL: every server takes equivalent type codes, and they are shorter. */
export function writeTypeCode(writer: CdrWriter, shape: Shape): void {
  if (shape.form === 'void') writer.u32(Kind.null);
  else if (shape.form === 'scalar') writeElement(writer, shape.kind);
  else if (shape.form === 'array') writeSequence(writer, shape.kind);
  else {
    const [name, column] =
      shape.kind === 'i32' ? ['DevVarLongStringArray', 'lvalue'] : ['DevVarDoubleStringArray', 'dvalue'];
    writeStruct(writer, name, [
      [column, (each) => writeSequence(each, shape.kind)],
      ['svalue', (each) => writeSequence(each, 'string')],
    ]);
  }
}

function writeElement(writer: CdrWriter, kind: ElementKind): void {
  if (kind === 'string') {
    writer.u32(Kind.string);
    writer.u32(0);
  } else if (kind === 'state') writeStateEnum(writer);
  else if (kind === 'encoded') {
    writeStruct(writer, 'DevEncoded', [
      ['encoded_format', (each) => writeElement(each, 'string')],
      ['encoded_data', (each) => writeSequence(each, 'u8')],
    ]);
  } else writer.u32(SIMPLE[kind] ?? Kind.null);
}

function writeSequence(writer: CdrWriter, kind: ElementKind): void {
  writer.u32(Kind.sequence);
  writer.encapsulation((each) => {
    writeElement(each, kind);
    each.u32(0);
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
