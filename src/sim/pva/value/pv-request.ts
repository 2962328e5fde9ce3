import { BitSet, type PvaStruct, type PvaType, type PvaVariant, type StructType } from '@devgen/runtime/pva/codec';
import { Refusal } from '../refusal.ts';
import { addLeaves, eachField } from './fields.ts';

/** What a client wants of a PV: which fields, and how. */
export interface PvRequest {
  readonly fields: BitSet;
  readonly options: ReadonlyMap<string, string>;
}

/** Names that the PV has not are passed over, as long as any is left: so does pvxs. */
export function readRequest(type: StructType, request: PvaVariant | null): PvRequest {
  return { fields: fieldsOf(type, request), options: optionsOf(request) };
}

function fieldsOf(type: StructType, request: PvaVariant | null): BitSet {
  const wanted = new BitSet();
  const tree = request === null ? undefined : fieldOf(request.type, 'field');
  if (tree?.kind !== 'struct' || tree.fields.length === 0) {
    addLeaves(type, 0, wanted);
    return wanted;
  }
  if (!select(type, 0, tree, wanted)) throw new Refusal('pvRequest must select at least one field');
  return wanted;
}

/** Whether any of the names is there. */
function select(type: StructType, bit: number, tree: StructType, wanted: BitSet): boolean {
  let isAny = false;
  eachField(type, bit, (field, at, name) => {
    const inner = fieldOf(tree, name);
    if (inner === undefined) return;
    isAny = true;
    if (inner.kind === 'struct' && inner.fields.length > 0 && field.kind === 'struct') select(field, at, inner, wanted);
    else addLeaves(field, at, wanted);
  });
  return isAny;
}

function fieldOf(type: PvaType, name: string): PvaType | undefined {
  return type.kind === 'struct' ? type.fields.find((field) => field.name === name)?.type : undefined;
}

/** `record[name=value]`: mostly texts, sometimes numbers. */
function optionsOf(request: PvaVariant | null): ReadonlyMap<string, string> {
  const record = partOf(request?.value, 'record');
  const options = partOf(record, '_options');
  const found = new Map<string, string>();
  if (typeof options !== 'object' || options === null) return found;
  for (const [name, value] of Object.entries(options)) if (typeof value !== 'object') found.set(name, String(value));
  return found;
}

function partOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as PvaStruct)[name] : undefined;
}
