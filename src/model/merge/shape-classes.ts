import type { KeptDevice } from './census.ts';
import { mostCommonText } from './consensus.ts';
import { interfaceHash } from '../lock/hash.ts';
import type { Lock, LockClass } from '../lock/lock.ts';
import { lockMembers } from '../lock/lock-members.ts';
import type { SetNames } from '../names/name-label-sets.ts';
import type { ShapeNames } from '../names/name-shapes.ts';
import { interfaceOf, openClass, type OpenShape } from './open-class.ts';
import type { ShapeEntry, ShapePlace } from './shape-table.ts';

/** What a pull saw, and what it kept. */
export interface Seen {
  readonly table: ReadonlyMap<string, ShapeEntry>;
  readonly names: ShapeNames;
  readonly sets: { readonly names: SetNames; readonly labels: Lock['labels'] };
  readonly kept: readonly KeptDevice[];
}

/** The classes of before, with those that the pull saw written anew, without details. */
export function shapeClasses(before: Lock, seen: Seen): ReadonlyMap<string, LockClass> {
  const { table, names, sets } = seen;
  const classes = new Map(before.classes);
  const shared = new Map<string, SharedShapes>();
  for (const [key, { shape, places }] of table) {
    const name = names.names.get(key) ?? '';
    const members = lockMembers(shape, names.names, sets.names);
    if (names.open.has(name)) {
      const into: SharedShapes = shared.get(name) ?? { id: shape.id, shapes: new Map(), places: [] };
      shared.set(name, into);
      into.shapes.set(shape.interface, members);
      into.places.push(...places);
      continue;
    }
    classes.set(name, { id: shape.id, interface: shape.interface, detail: '', ...docOf(places), members });
  }
  for (const name of names.open) {
    const of = shareClass(before.classes.get(name), shared.get(name), keptIn(name, before, seen.kept), sets.labels);
    if (of !== undefined) classes.set(name, of);
  }
  return classes;
}

/** What was seen of an open class. */
interface SharedShapes {
  readonly id: string;
  readonly shapes: Map<string, OpenShape>;
  readonly places: ShapePlace[];
}

/** `undefined` where nobody is left: then the class stays as it was. */
function shareClass(
  before: LockClass | undefined,
  seen: SharedShapes | undefined,
  kept: ReadonlySet<string>,
  labels: Lock['labels'],
): LockClass | undefined {
  const id = seen?.id ?? before?.id;
  if (id === undefined || (kept.size === 0 && seen === undefined)) return undefined;
  const labelsOf = (set: readonly string[] | string | undefined): readonly string[] | undefined =>
    typeof set === 'string' ? labels.get(set)?.labels : set;
  const { members, interfaces } = openClass(before, kept, seen?.shapes ?? new Map(), labelsOf);
  return {
    id,
    interface: interfaceHash(members, { labelsOf, interfaceOf: () => '' }),
    detail: '',
    ...(seen === undefined ? before?.doc !== undefined && { doc: before.doc } : docOf(seen.places)),
    interfaces,
    members,
  };
}

/** The interfaces of the devices of a class that the pull did not see. */
function keptIn(name: string, before: Lock, kept: readonly KeptDevice[]): ReadonlySet<string> {
  const of = before.classes.get(name);
  return new Set(kept.flatMap(({ entry }) => (entry.class === name ? [interfaceOf(entry, of)] : [])));
}

function docOf(places: readonly ShapePlace[]): Pick<LockClass, 'doc'> {
  const doc = mostCommonText(places.map(({ device, path }) => (path === '' ? device.pulled.doc : undefined)));
  return doc === undefined ? {} : { doc };
}
