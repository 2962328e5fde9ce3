import type { CdrReader } from './cdr-reader.ts';
import { protocolError } from './protocol-error.ts';

/** CORBA's TCKind, as far as Tango uses it. */
export const Kind = {
  null: 0,
  void: 1,
  short: 2,
  long: 3,
  ushort: 4,
  ulong: 5,
  float: 6,
  double: 7,
  boolean: 8,
  octet: 10,
  struct: 15,
  enum: 17,
  string: 18,
  sequence: 19,
  alias: 21,
  longlong: 23,
  ulonglong: 24,
} as const;

/** The type of what an Any holds, aliases resolved. */
export interface TypeCode {
  readonly kind: number;
  /** Of a sequence. */
  readonly content?: TypeCode;
  /** Of a struct. */
  readonly members?: readonly TypeCode[];
}

/** Deeper than any type of Tango's. */
const MAX_DEPTH = 8;
const MAX_CACHED = 256;

interface Cached {
  readonly bytes: Uint8Array;
  readonly type: TypeCode;
}

// A struct's type code is ten times longer than its value, and there are some thirty of them in all.
const cache = new Map<number, Cached>();
const simple: readonly TypeCode[] = Array.from({ length: 25 }, (_, kind) => ({ kind }));

export function readTypeCode(reader: CdrReader): TypeCode {
  return readAt(reader, 0);
}

function readAt(reader: CdrReader, depth: number): TypeCode {
  const kind = reader.u32();
  switch (kind) {
    case Kind.string:
      reader.u32();
      return simple[kind]!;
    case Kind.struct:
    case Kind.enum:
    case Kind.sequence:
    case Kind.alias:
      return readComplex(reader, kind, depth);
    default:
      if (Object.values<number>(Kind).includes(kind)) return simple[kind]!;
      throw protocolError(`type code of kind ${kind}`);
  }
}

function readComplex(reader: CdrReader, kind: number, depth: number): TypeCode {
  if (depth > MAX_DEPTH) throw protocolError(`a type code nested deeper than ${MAX_DEPTH}`);
  const body = reader.encapsulation();
  const bytes = body.window(body.position - 1, body.end);
  const hash = hashOf(bytes, kind);
  const known = cache.get(hash);
  if (known !== undefined && same(known.bytes, bytes)) return known.type;
  const type = readBody(body, kind, depth + 1);
  if (cache.size < MAX_CACHED) cache.set(hash, { bytes: new Uint8Array(bytes), type });
  return type;
}

function readBody(body: CdrReader, kind: number, depth: number): TypeCode {
  if (kind === Kind.sequence) {
    const content = readAt(body, depth);
    body.u32();
    return { kind, content };
  }
  body.string();
  body.string();
  if (kind === Kind.alias) return readAt(body, depth);
  if (kind === Kind.enum) return { kind };
  const members = body.sequence(8, (each) => {
    each.string();
    return readAt(each, depth);
  });
  return { kind, members };
}

function hashOf(bytes: Uint8Array, seed: number): number {
  let hash = seed;
  for (let i = 0; i < bytes.length; i++) hash = (Math.imul(hash, 31) + bytes[i]!) | 0;
  return hash;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
