import type { Elements } from '../../client/types.ts';
import type { CdrReader } from '../cdr-reader.ts';
import type { CdrWriter } from '../cdr-writer.ts';
import { ELEMENT_SIZE, type ElementKind, readElements, writeElements } from '../elements.ts';
import { protocolError } from '../protocol-error.ts';
import { readDevState } from './enum.ts';
import { elementKindOf } from '../tango-type.ts';

/** Discriminators of `AttrValUnion`, in wire order; what follows are DEVICE_STATE, encoded and none. */
const KINDS: readonly ElementKind[] = [
  'bool',
  'i16',
  'i32',
  'i64',
  'f32',
  'f64',
  'u8',
  'u16',
  'u32',
  'u64',
  'string',
  'state',
];
/** The attribute `State` of every device: one enum, where everything else is a sequence. */
const DEVICE_STATE = 12;
const ENCODED = 13;
const NO_DATA = 14;

/** A union read up to its elements: how many they are to be split into is said further on. */
export interface PendingUnion {
  readonly kind: ElementKind;
  readonly length: number;
  /** Where the elements begin; -1 when they are in `elements` already. */
  readonly start: number;
  readonly elements: Elements;
}

const NOTHING: readonly string[] = [];

/** Undefined: the server sends no value. */
export function readAttrValUnion(reader: CdrReader): PendingUnion | undefined {
  const discriminator = reader.u32();
  if (discriminator === DEVICE_STATE) {
    return { kind: 'state', length: 1, start: -1, elements: [readDevState(reader)] };
  }
  if (discriminator === NO_DATA) {
    reader.octet();
    return undefined;
  }
  const kind = discriminator === ENCODED ? 'encoded' : KINDS[discriminator];
  if (kind === undefined) throw protocolError(`attribute value of kind ${discriminator}`);
  return readPending(reader, kind);
}

function readPending(reader: CdrReader, kind: ElementKind): PendingUnion {
  const size = ELEMENT_SIZE[kind];
  const length = reader.length(size === 0 ? 4 : size);
  if (size === 0 || kind === 'bool' || kind === 'state') {
    return { kind, length, start: -1, elements: readElements(reader, kind, length) };
  }
  if (length > 0 && size > 1) reader.align(size as 2 | 4 | 8);
  const start = reader.position;
  reader.skip(length * size);
  return { kind, length, start, elements: NOTHING };
}

/** The elements `from` to `to`. */
export function sliceUnion(reader: CdrReader, union: PendingUnion, from: number, to: number): Elements {
  if (union.start < 0) {
    const { elements } = union;
    return from === 0 && to === union.length ? elements : (elements.slice(from, to) as Elements);
  }
  const after = reader.position;
  reader.position = union.start + from * ELEMENT_SIZE[union.kind];
  const elements = readElements(reader, union.kind, to - from);
  reader.position = after;
  return elements;
}

/**
 * `parts` are the read value and the set value behind it; none writes "no data". `alone` is the quirk of the
 * attribute `State`.
 */
export function writeAttrValUnion(writer: CdrWriter, type: number, parts: readonly Elements[], alone = false): void {
  if (parts.length === 0) {
    writer.u32(NO_DATA);
    writer.bool(true);
    return;
  }
  const kind = elementKindOf(type);
  if (kind === 'state' && alone) {
    writer.u32(DEVICE_STATE);
    writeElements(writer, kind, parts[0]!.slice(0, 1) as Elements);
    return;
  }
  writer.u32(kind === 'encoded' ? ENCODED : KINDS.indexOf(kind));
  writer.u32(parts.reduce((sum, part) => sum + part.length, 0));
  for (const part of parts) writeElements(writer, kind, part);
}
