import { classFaults } from './check-classes.ts';
import type { Fault } from './fault.ts';
import { lineOf } from './json-scan.ts';
import type { Ledger, Lock } from './lock.ts';
import { lockError, takeOneSide } from './lock-error.ts';
import { isReservedFile, isReservedMember, isReservedType } from '../names/reserved.ts';
import { isIdentifier } from '../names/letters.ts';
import { ownerKey } from '../merge/ledger.ts';

/** Refuses a lock whose parts contradict each other: a merge that took both sides, or an edit by hand. */
export function checkLock(lock: Lock, text: string, where: string): void {
  for (const { code, why, at } of faultsOf(lock)) {
    const line = lineOf(text, at);
    throw lockError(
      code.slice('LOCK.'.length),
      where,
      line === undefined ? why : `${why} (line ${line})`,
      takeOneSide(where),
    );
  }
}

/** Whether no part of a lock contradicts another. */
export function isSound(lock: Lock): boolean {
  for (const _ of faultsOf(lock)) return false;
  return true;
}

function* faultsOf(lock: Lock): Iterable<Fault> {
  yield* ledgerFaults(lock.ledger);
  for (const [name, { id }] of lock.labels)
    if (ownerKey(lock.ledger.types.get(name) ?? []) !== ownerKey([id]))
      yield {
        code: 'LOCK.NAMES',
        why: `the label set ${name} is not in the ledger as it is here`,
        at: ['labels', name],
      };
  yield* classFaults(lock);
  for (const [stem, name] of lock.ledger.files)
    if (!lock.ledger.classes.has(name))
      yield {
        code: 'LOCK.NAMES',
        why: `${stem} is the file of ${name}, which is no class`,
        at: ['ledger', 'files', stem],
      };
}

/** Names that devgen never gives, or gives to two things. */
export function* ledgerFaults(ledger: Ledger): Iterable<Fault> {
  yield* nameFaults(ledger);
  yield* repeatFaults(ledger);
}

/** Names that devgen never gives. */
function* nameFaults({ classes, types, members, files }: Ledger): Iterable<Fault> {
  for (const name of classes.keys()) if (!isTypeName(name)) yield noName(name, 'classes');
  for (const name of types.keys()) if (!isTypeName(name)) yield noName(name, 'types');
  for (const [id, names] of members)
    for (const name of names.keys())
      if (!isIdentifier(name) || isReservedMember(name)) yield noName(name, 'members', id);
  for (const stem of files.keys())
    if (!/^[a-z0-9_-]+$/.test(stem) || isReservedFile(stem))
      yield fault(`${JSON.stringify(stem)} is no file that devgen makes`, 'files', stem);
}

function isTypeName(name: string): boolean {
  return isIdentifier(name) && !isReservedType(name);
}

function noName(name: string, ...at: readonly string[]): Fault {
  return fault(`${JSON.stringify(name)} is no name that devgen gives`, ...at, name);
}

/** A fault of the ledger. */
function fault(why: string, ...at: readonly string[]): Fault {
  return { code: 'LOCK.NAMES', why, at: ['ledger', ...at] };
}

/** Names that are not one to one. That no name is twice in a list is what JSON's keys are for. */
function* repeatFaults({ classes, types, members, files }: Ledger): Iterable<Fault> {
  const file = repeated(files);
  if (file !== undefined) yield fault(`ledger.files gives two files to one class, ${file[1]}`, 'files', file[0]);
  // Label sets of one id may be several, told apart by their labels.
  const owners = [...types].filter(([, owner]) => owner.length > 1).map(([name, of]) => [name, ownerKey(of)] as const);
  const type = repeated(owners);
  if (type !== undefined) yield fault('ledger.types gives two names to one type', 'types', type[0]);
  for (const [id, names] of members) {
    const member = repeated(names);
    if (member === undefined) continue;
    yield fault(`ledger.members of ${id} gives two names to one member, ${member[1]}`, 'members', id, member[0]);
  }
  for (const name of types.keys())
    if (classes.has(name)) yield fault(`${name} is both a class and a type`, 'types', name);
}

/** The first entry whose value an earlier one has. */
function repeated(entries: Iterable<readonly [string, string]>): readonly [string, string] | undefined {
  const known = new Set<string>();
  for (const entry of entries) {
    if (known.has(entry[1])) return entry;
    known.add(entry[1]);
  }
  return undefined;
}
