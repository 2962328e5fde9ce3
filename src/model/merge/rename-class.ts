import { interfaceOf } from './open-class.ts';
import { anyOwner, ownerKey } from './ledger.ts';
import { merge } from './merge.ts';
import type { Naming } from './pulled.ts';
import { freeName } from '../names/free-name.ts';
import { isReservedType } from '../names/reserved.ts';
import { fileStem } from '../names/type-name.ts';
import type { Ledger, LedgerClass, Lock, LockClass, LockDevice, LockMember } from '../lock/lock.ts';

/**
 * The lock with a class under another name, which no class has but perhaps a retired one of the same id: it goes. The
 * old name is nobody's then, and given to nothing else; what was named from it is named anew.
 */
export function renameClass(lock: Lock, from: string, to: string, naming: Naming): Lock {
  const renamed: Lock = {
    ...lock,
    classes: renameInClasses(lock.classes, from, to),
    sources: new Map(
      [...lock.sources].map(([name, source]) => [
        name,
        { ...source, devices: renameInDevices(source.devices, from, to, lock.classes.get(to)) },
      ]),
    ),
    ledger: renameInLedger(lock.ledger, from, to),
  };
  return merge(renamed, [], { naming }).lock;
}

function renameInClasses(classes: Lock['classes'], from: string, to: string): Lock['classes'] {
  const renamed = new Map<string, LockClass>();
  for (const [name, of] of classes) {
    if (name === to) continue;
    const members = new Map(
      [...of.members].map(([key, member]): [string, LockMember] => [
        key,
        'of' in member && member.of === from ? { ...member, of: to } : member,
      ]),
    );
    renamed.set(name === from ? to : name, { ...of, members });
  }
  return renamed;
}

/** Devices of the class that goes are gone themselves; they keep what was last seen of them. */
function renameInDevices(
  devices: ReadonlyMap<string, LockDevice>,
  from: string,
  to: string,
  replaced: LockClass | undefined,
): ReadonlyMap<string, LockDevice> {
  return new Map(
    [...devices].map(([device, entry]) => {
      if (entry.class === from) return [device, { ...entry, class: to }];
      if (entry.class !== to) return [device, entry];
      const { details: _, ...rest } = entry;
      return [device, { ...rest, seen: interfaceOf(entry, replaced) }];
    }),
  );
}

function renameInLedger(ledger: Ledger, from: string, to: string): Ledger {
  const own = ledger.classes.get(from) ?? { id: '', interfaces: [] };
  const classes = new Map(ledger.classes)
    .set(to, { ...own, interfaces: [...pastOf(ledger.classes.get(to), own), ...own.interfaces] })
    .set(from, { id: own.id, interfaces: [] });
  const types = new Map([...ledger.types].filter(([, [owner]]) => owner !== from && owner !== to));
  const union = [...types].find(([, owner]) => ownerKey(owner) === ownerKey(anyOwner(own.id)))?.[0];
  if (union !== undefined && isNamedFrom(union, `Any${from}`)) {
    types.delete(union);
    types.set(
      freeName(`Any${to}`, (name) => isReservedType(name) || types.has(name) || classes.has(name)),
      anyOwner(own.id),
    );
  }
  return { ...ledger, classes, types, files: renameInFiles(ledger.files, from, to) };
}

/** Interfaces that bore the new name before: they come back to it, if it is free. Of an open class all are present. */
function pastOf(before: LedgerClass | undefined, own: LedgerClass): readonly string[] {
  if (before?.id !== own.id || before.open === true || own.open === true) return [];
  return before.interfaces.filter((each) => !own.interfaces.includes(each));
}

function isNamedFrom(name: string, base: string): boolean {
  return name.startsWith(base) && /^(?:_?\d+)?$/.test(name.slice(base.length));
}

/** Both names have the file that they ask for, the new one first. */
function renameInFiles(before: Ledger['files'], from: string, to: string): Ledger['files'] {
  const files = new Map([...before].filter(([, name]) => name !== from && name !== to));
  files.set(
    fileStem(to, (stem) => files.has(stem)),
    to,
  );
  const [own] = [...before].find(([, name]) => name === from) ?? [];
  if (own !== undefined && !files.has(own)) files.set(own, from);
  return files;
}
