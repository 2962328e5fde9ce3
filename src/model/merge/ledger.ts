import { compareText } from '../lock/canonical.ts';
import { freeName } from '../names/free-name.ts';
import type { Ledger, LedgerClass, Lock, LockClass } from '../lock/lock.ts';
import { nameMembers } from '../names/member-name.ts';
import { namedValues } from '../names/member-types.ts';
import type { Naming } from './pulled.ts';
import { isReservedType } from '../names/reserved.ts';
import { fileStem } from '../names/type-name.ts';
import { remembered } from '../remembered.ts';

/** What members are called where their wire names are not it, by class id and wire key. */
type Called = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The ledger with names for all that is new in the classes and label sets; what it had stays. */
export function extendLedger(
  previous: Ledger,
  lock: Pick<Lock, 'classes' | 'labels'>,
  naming: Naming,
  called: Called = new Map(),
): Ledger {
  const classes = nameClasses(previous.classes, lock.classes);
  const members = nameAllMembers(previous.members, lock.classes, naming, called);
  return {
    classes,
    files: nameFiles(previous.files, classes.keys()),
    members,
    types: nameTypes(previous.types, lock, classes, members),
  };
}

/** A Map the other way round. */
export function inverted(names: ReadonlyMap<string, string> | undefined): ReadonlyMap<string, string> {
  const other = new Map<string, string>();
  for (const [name, key] of names ?? []) other.set(key, name);
  return other;
}

/** The key under which the owner of a type name is found. */
export function ownerKey(owner: readonly string[]): string {
  return JSON.stringify(owner);
}

const typeNames = new WeakMap<Ledger['types'], ReadonlyMap<string, string>>();

/** For whoever knows them already. */
export function knowOwners(types: Ledger['types'], names: ReadonlyMap<string, string>): void {
  typeNames.set(types, names);
}

/** The names of types by their {@link ownerKey}. */
export function typesByOwner(types: Ledger['types']): ReadonlyMap<string, string> {
  return remembered(typeNames, types, () => new Map(Array.from(types, ([name, owner]) => [ownerKey(owner), name])));
}

function nameClasses(
  previous: Ledger['classes'],
  classes: ReadonlyMap<string, LockClass>,
): ReadonlyMap<string, LedgerClass> {
  const names = new Map(previous);
  for (const [name, { id, interface: hash, interfaces }] of classes) {
    const before = names.get(name)?.interfaces ?? [];
    if (interfaces === undefined)
      names.set(name, { id, interfaces: [...before.filter((each) => each !== hash), hash] });
    else
      names.set(name, {
        id,
        interfaces: [...new Set([...before, ...interfaces.keys()])].toSorted(compareText),
        open: true,
      });
  }
  return names;
}

function nameAllMembers(
  previous: Ledger['members'],
  classes: ReadonlyMap<string, LockClass>,
  naming: Naming,
  called: Called,
): Ledger['members'] {
  const byId = new Map<string, Map<string, { key: string; source: string; command: boolean }>>();
  for (const { id, members } of classes.values()) {
    const known = remembered(byId, id, () => new Map());
    for (const [key, { source, kind }] of members)
      known.set(key, { key, source: called.get(id)?.get(key) ?? source, command: kind === 'command' });
  }
  const named = new Map(previous);
  for (const [id, members] of byId) named.set(id, nameMembers(members.values(), previous.get(id) ?? new Map(), naming));
  return named;
}

function nameFiles(previous: Ledger['files'], classNames: Iterable<string>): Ledger['files'] {
  const files = new Map(previous);
  const known = new Set(previous.values());
  for (const name of [...classNames].filter((each) => !known.has(each)).toSorted(compareText))
    files.set(
      fileStem(name, (stem) => files.has(stem)),
      name,
    );
  return files;
}

function nameTypes(
  previous: Ledger['types'],
  lock: Pick<Lock, 'classes' | 'labels'>,
  classNames: Ledger['classes'],
  memberNames: Ledger['members'],
): Ledger['types'] {
  const types = new Map(previous);
  for (const [name, { id }] of lock.labels) if (!types.has(name)) types.set(name, [id]);
  const known = new Set([...types.values()].map(ownerKey));
  const give = (owner: readonly string[], wanted: string): void => {
    if (known.has(ownerKey(owner))) return;
    known.add(ownerKey(owner));
    types.set(
      freeName(wanted, (name) => isReservedType(name) || types.has(name) || classNames.has(name)),
      owner,
    );
  };
  for (const [name, of] of [...lock.classes].toSorted(([a], [b]) => compareText(a, b))) {
    for (const { owner, words } of namedValues(name, of, inverted(memberNames.get(of.id))))
      give(owner, name + words.join(''));
  }
  for (const [id, names] of shapesById(lock.classes)) if (names.length > 1) give(anyOwner(id), `Any${names[0]}`);
  return types;
}

/** The owner of the type name that all shapes of a control-system class share. */
export function anyOwner(id: string): readonly string[] {
  return ['', id];
}

/** Class names by control-system class, the plain one first. */
export function shapesById(classes: ReadonlyMap<string, LockClass>): ReadonlyMap<string, readonly string[]> {
  const byId = new Map<string, string[]>();
  for (const [name, { id }] of classes) byId.set(id, [...(byId.get(id) ?? []), name]);
  for (const names of byId.values()) names.sort((a, b) => a.length - b.length || compareText(a, b));
  return byId;
}
