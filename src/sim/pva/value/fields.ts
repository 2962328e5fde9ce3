import { BitSet, type Draft, type PvaStruct, type PvaType, type StructType } from '@devgen/runtime/pva/codec';

const leavesOf = new WeakMap<StructType, BitSet>();

/** The bits of all that has a value itself: not of structures. */
export function leaves(type: StructType): BitSet {
  let bits = leavesOf.get(type);
  if (bits === undefined) {
    bits = new BitSet();
    addLeaves(type, 0, bits);
    leavesOf.set(type, bits);
  }
  return bits;
}

/** What a part at `bit` and its own parts are marked by. */
export function addLeaves(type: PvaType, bit: number, into: BitSet): void {
  if (type.kind !== 'struct') return into.add(bit);
  eachField(type, bit, (field, at) => addLeaves(field, at, into));
}

/** Calls with the type and the bit of each field. */
export function eachField(
  type: StructType,
  bit: number,
  on: (field: PvaType, bit: number, name: string) => void,
): void {
  let at = bit + 1;
  for (const { name, type: field } of type.fields) {
    on(field, at, name);
    at += field.bits;
  }
}

/** The bits that are in both. */
export function common(one: BitSet, other: BitSet): BitSet {
  const both = new BitSet();
  for (const bit of one) if (other.has(bit)) both.add(bit);
  return both;
}

/** The same set with every structure that it marks replaced by what lies in it. */
export function spread(type: StructType, marked: BitSet): BitSet {
  const out = new BitSet();
  spreadInto(type, 0, marked, false, out);
  return out;
}

function spreadInto(type: PvaType, bit: number, marked: BitSet, whole: boolean, out: BitSet): void {
  const all = whole || marked.has(bit);
  if (type.kind === 'struct') eachField(type, bit, (field, at) => spreadInto(field, at, marked, all, out));
  else if (all) out.add(bit);
}

/** The value with the marked fields of another one. `marked` names fields, no structures. */
export function merge(type: StructType, old: PvaStruct, { value, marked }: Draft): PvaStruct {
  return mergeAt(type, 0, old, value as PvaStruct, marked);
}

function mergeAt(type: StructType, bit: number, old: PvaStruct, change: PvaStruct, marked: BitSet): PvaStruct {
  const out = Object.create(null) as Record<string, PvaStruct[string]>;
  eachField(type, bit, (field, at, name) => {
    const [before, after] = [old[name]!, change[name]!];
    if (marked.next(at, at + field.bits) === undefined) out[name] = before;
    else if (field.kind !== 'struct') out[name] = after;
    else out[name] = mergeAt(field, at, before as PvaStruct, after as PvaStruct, marked);
  });
  return out;
}
