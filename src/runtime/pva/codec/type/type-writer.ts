import type { PvDataWriter } from '../wire/writer.ts';
import type { CompoundArrayType, PvaType, ScalarArrayType, ScalarType, StructType, UnionType } from './pva-type.ts';
import { codeOfScalar, TypeCode } from './type-code.ts';

/** Writes a type description in full, as pvxs does; `undefined` is the null type. */
export function writeType(writer: PvDataWriter, type: PvaType | undefined): void {
  if (type === undefined) return writer.u8(TypeCode.null);
  switch (type.kind) {
    case 'scalar':
      return writeScalar(writer, type);
    case 'scalar[]':
      return writeArray(writer, type, codeOfScalar(type.of));
    case 'struct':
      return writeFields(writer, type, TypeCode.struct);
    case 'union':
      return writeFields(writer, type, TypeCode.union);
    case 'any':
      return writer.u8(TypeCode.any);
    default:
      writeArray(writer, type, TypeCode[type.of.kind]);
      if (type.of.kind !== 'any') writeType(writer, type.of);
  }
}

function writeScalar(writer: PvDataWriter, { of, atMost }: ScalarType): void {
  if (atMost === undefined) return writer.u8(codeOfScalar(of));
  writer.u8(TypeCode.boundedString);
  writer.size(atMost);
}

function writeArray(
  writer: PvDataWriter,
  { atMost, exactly }: ScalarArrayType | CompoundArrayType,
  element: number,
): void {
  if (exactly !== undefined) {
    writer.u8(element | TypeCode.fixedArray);
    writer.size(exactly);
  } else if (atMost !== undefined) {
    writer.u8(element | TypeCode.boundedArray);
    writer.size(atMost);
  } else writer.u8(element | TypeCode.array);
}

function writeFields(writer: PvDataWriter, { id, fields }: StructType | UnionType, code: number): void {
  writer.u8(code);
  writer.string(id);
  writer.size(fields.length);
  for (const { name, type } of fields) {
    writer.string(name);
    writeType(writer, type);
  }
}
