import type { ElementKind } from './elements.ts';
import { protocolError } from './protocol-error.ts';
import type { Shape } from './tango-type.ts';
import { Kind, type TypeCode } from './type-code.ts';

const ELEMENTS: ReadonlyMap<number, ElementKind> = new Map<number, ElementKind>([
  [Kind.boolean, 'bool'],
  [Kind.octet, 'u8'],
  [Kind.short, 'i16'],
  [Kind.ushort, 'u16'],
  [Kind.long, 'i32'],
  [Kind.ulong, 'u32'],
  [Kind.float, 'f32'],
  [Kind.double, 'f64'],
  [Kind.longlong, 'i64'],
  [Kind.ulonglong, 'u64'],
  [Kind.string, 'string'],
  [Kind.enum, 'state'],
]);

/** How a value of the type is made up. Throws `TANGO.PROTOCOL` for a type that is none of Tango's. */
export function shapeOfTypeCode(type: TypeCode): Shape {
  switch (type.kind) {
    case Kind.null:
    case Kind.void:
      return { form: 'void' };
    case Kind.sequence:
      return { form: 'array', kind: sequenceKind(type.content) };
    case Kind.struct:
      return structShape(type.members ?? []);
    default:
      return { form: 'scalar', kind: elementKind(type) };
  }
}

/** What the elements of a sequence are. */
export function sequenceKind(content: TypeCode | undefined): ElementKind {
  const kind = content && (isEncoded(content.members ?? []) ? 'encoded' : ELEMENTS.get(content.kind));
  if (kind === undefined) throw protocolError(`a sequence of CORBA kind ${content?.kind} in an Any`);
  return kind;
}

function elementKind({ kind }: TypeCode): ElementKind {
  const element = ELEMENTS.get(kind);
  if (element === undefined) throw protocolError(`a value of CORBA kind ${kind} in an Any`);
  return element;
}

function structShape(members: readonly TypeCode[]): Shape {
  if (isEncoded(members)) return { form: 'scalar', kind: 'encoded' };
  const [numbers, strings] = members;
  if (members.length === 2 && strings?.content?.kind === Kind.string) {
    if (numbers?.content?.kind === Kind.long) return { form: 'table', kind: 'i32' };
    if (numbers?.content?.kind === Kind.double) return { form: 'table', kind: 'f64' };
  }
  throw protocolError(`a struct of ${members.length} members in an Any is none of Tango's`);
}

function isEncoded([format, data]: readonly TypeCode[]): boolean {
  return format?.kind === Kind.string && data?.content?.kind === Kind.octet;
}
