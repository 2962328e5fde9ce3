import type { Field, PvaType, StructType } from '../codec/type/pva-type.ts';
import type { PvaStruct, PvaValue } from '../codec/value/pva-value.ts';
import type { Pvi, PviEntry } from './pvi-entry.ts';

const ACCESSES = ['r', 'w', 'rw', 'x', 'd'] as const;
/** Where entries are: FastCS and the later pandablocks-ioc write `value`, the template of pvi and earlier ones `pvi`. */
const PLACES = ['value', 'pvi'] as const;

/** Of the name of a PV; nobody searches for a longer one. */
const LONGEST = 1_000;

/** Whether a PV of this type is a PVI: names over the letters of accesses. Its id does not tell. */
export function isPvi(type: StructType): boolean {
  return placeOf(type) !== undefined;
}

/** The entries of a PVI; undefined of what is none. */
export function parsePvi({ type, value }: { readonly type: StructType; readonly value: PvaStruct }): Pvi | undefined {
  const place = placeOf(type);
  if (place === undefined) return undefined;
  const structure = value[place.name] as PvaStruct;
  const entries = place.fields.flatMap(({ name }) => entriesOf(name, structure[name] ?? null));
  const display = value['display'];
  const description = isStruct(display) ? display['description'] : undefined;
  return { ...(typeof description === 'string' && description !== '' && { description }), entries };
}

function placeOf(type: StructType): { readonly name: string; readonly fields: readonly Field[] } | undefined {
  for (const name of PLACES) {
    const inner = type.fields.find((field) => field.name === name)?.type;
    if (inner?.kind === 'struct' && inner.fields.length > 0 && inner.fields.every((field) => isEntry(field.type)))
      return { name, fields: inner.fields };
  }
  return undefined;
}

function isEntry(type: PvaType): boolean {
  const of = type.kind === 'struct[]' ? type.of : type;
  return (
    of.kind === 'struct' &&
    of.fields.length > 0 &&
    of.fields.every(({ name, type: leaf }) => /^[a-z]{1,2}$/.test(name) && leaf.kind === 'scalar' && leaf.of === 'str')
  );
}

/** The place in a list is the number; the first one is empty where they count from one. */
function entriesOf(name: string, value: PvaValue): readonly PviEntry[] {
  if (!Array.isArray(value)) return isStruct(value) ? [{ name, ...accessesOf(value) }] : [];
  return (value as readonly PvaValue[]).flatMap((each, index) =>
    isStruct(each) ? [{ name, index, ...accessesOf(each) }] : [],
  );
}

function accessesOf(value: PvaStruct): Omit<PviEntry, 'name' | 'index'> {
  return Object.fromEntries(
    ACCESSES.flatMap((access) => {
      const pv = value[access];
      return typeof pv === 'string' && pv !== '' && pv.length <= LONGEST ? [[access, pv]] : [];
    }),
  );
}

function isStruct(value: PvaValue | undefined): value is PvaStruct {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}
