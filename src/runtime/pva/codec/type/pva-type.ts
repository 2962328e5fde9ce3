import type { Scalar } from '../../../core/contract/spec.ts';
import { madeOnce } from '../../../core/support/made-once.ts';
import { protocolError } from '../protocol-error.ts';

/** What every type knows of itself. */
interface Node {
  /** Bits that it takes in a bit set: its own, and in a structure those of its fields. */
  readonly bits: number;
  /** Types within each other, itself included. */
  readonly depth: number;
}

/** How many elements an array may have, or has. Servers do not use it, old ones could. */
export interface Extent {
  readonly atMost?: number;
  readonly exactly?: number;
}

export interface ScalarType extends Node {
  readonly kind: 'scalar';
  readonly of: Scalar;
  /** The longest string, in bytes. */
  readonly atMost?: number;
}

export interface ScalarArrayType extends Node, Extent {
  readonly kind: 'scalar[]';
  readonly of: Scalar;
}

export interface Field {
  readonly name: string;
  readonly type: PvaType;
}

/** pvData's structure. Only the id of the top one tells a normative type, those within differ between servers. */
export interface StructType extends Node {
  readonly kind: 'struct';
  /** `epics:nt/NTScalar:1.0`, `alarm_t`; often empty. */
  readonly id: string;
  readonly fields: readonly Field[];
}

/** One of several types at a time, by name. */
export interface UnionType extends Node {
  readonly kind: 'union';
  readonly id: string;
  readonly fields: readonly Field[];
}

/** A variant union: any type, which comes with the value. */
export interface AnyType extends Node {
  readonly kind: 'any';
}

export interface CompoundArrayType extends Node, Extent {
  readonly kind: 'struct[]' | 'union[]' | 'any[]';
  readonly of: StructType | UnionType | AnyType;
}

/** The type of a PV or of a part of it, as the server described it. */
export type PvaType = ScalarType | ScalarArrayType | StructType | UnionType | AnyType | CompoundArrayType;

/** As deep as pvxs goes. */
export const DEEPEST = 20;
/** The extent of most arrays. */
export const UNLIMITED: Extent = {};
/** Far beyond any record: shared descriptions could otherwise describe more fields than there are atoms. */
const MOST_BITS = 100_000;

export const ANY: AnyType = { kind: 'any', bits: 1, depth: 1 };

const scalars = new Map<Scalar, ScalarType>();
/** Simple types come with every variant: what is compiled for them is found again by their identity. */
const scalarArrays = new Map<Scalar, ScalarArrayType>();

export function scalar(of: Scalar, atMost?: number): ScalarType {
  if (atMost !== undefined) return { kind: 'scalar', of, atMost, bits: 1, depth: 1 };
  return madeOnce(scalars, of, () => ({ kind: 'scalar', of, bits: 1, depth: 1 }));
}

export function struct(id: string, fields: readonly Field[]): StructType {
  return { kind: 'struct', id, fields, bits: countBits(fields), depth: depthOf(fields) };
}

/** A structure by field names, for those that are written in programs. */
export function structOf(fields: Readonly<Record<string, PvaType>>, id = ''): StructType {
  return struct(
    id,
    Object.entries(fields).map(([name, type]) => ({ name, type })),
  );
}

export function union(id: string, fields: readonly Field[]): UnionType {
  countBits(fields);
  return { kind: 'union', id, fields, bits: 1, depth: depthOf(fields) };
}

export function arrayOf(of: Scalar, extent?: Extent): ScalarArrayType;
export function arrayOf(of: StructType | UnionType | AnyType, extent?: Extent): CompoundArrayType;
export function arrayOf(
  of: Scalar | StructType | UnionType | AnyType,
  extent: Extent = UNLIMITED,
): ScalarArrayType | CompoundArrayType {
  if (typeof of === 'string') {
    const make = (): ScalarArrayType => ({ kind: 'scalar[]', of, ...extent, bits: 1, depth: 1 });
    return extent === UNLIMITED ? madeOnce(scalarArrays, of, make) : make();
  }
  return { kind: `${of.kind}[]`, of, ...extent, bits: 1, depth: checkedDepth(of.depth + 1) };
}

/** The type of a member by its path, `alarm.severity`, and the bit that it has; undefined for none such. */
export function locate(
  type: PvaType,
  path: readonly string[],
): { readonly type: PvaType; readonly bit: number } | undefined {
  let at = type;
  let bit = 0;
  for (const name of path) {
    if (at.kind !== 'struct') return undefined;
    bit += 1;
    const index = at.fields.findIndex((field) => field.name === name);
    if (index < 0) return undefined;
    for (let before = 0; before < index; before++) bit += at.fields[before]!.type.bits;
    at = at.fields[index]!.type;
  }
  return { type: at, bit };
}

function countBits(fields: readonly Field[]): number {
  const names = new Set<string>();
  let bits = 1;
  for (const { name, type } of fields) {
    if (names.has(name)) throw protocolError(`two fields of one structure with the same name`);
    names.add(name);
    bits += type.bits;
  }
  if (bits > MOST_BITS) throw protocolError(`a structure of more than ${MOST_BITS} fields`);
  return bits;
}

function depthOf(fields: readonly Field[]): number {
  let deepest = 0;
  for (const { type } of fields) deepest = Math.max(deepest, type.depth);
  return checkedDepth(deepest + 1);
}

function checkedDepth(depth: number): number {
  if (depth > DEEPEST) throw protocolError(`types within each other more than ${DEEPEST} deep`);
  return depth;
}
