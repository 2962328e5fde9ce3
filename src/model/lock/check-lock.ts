import { interfaceHash } from './hash.ts';
import type { Ledger, Lock, LockClass } from './lock.ts';
import { lockError } from './lock-error.ts';
import { isIdentifier } from '../names/letters.ts';
import { inverted, ownerKey } from '../merge/ledger.ts';

/** Refuses a lock whose parts contradict each other: a merge that took both sides, or an edit by hand. */
export function checkLock(lock: Lock, where: string): void {
  for (const [code, why] of faultsOf(lock)) throw lockError(code, where, why);
}

type Fault = readonly [code: string, why: string];

function* faultsOf(lock: Lock): Iterable<Fault> {
  yield* ledgerFaults(lock.ledger);
  const files = inverted(lock.ledger.files);
  for (const [name, of] of lock.classes) {
    if (lock.ledger.classes.get(name)?.interfaces.at(-1) !== of.interface || !files.has(name))
      yield ['NAMES', `class ${name} is not in the ledger as it is here`];
    yield* classFaults(name, of, lock);
  }
  for (const [source, { devices }] of lock.sources)
    for (const [device, entry] of devices)
      if (!lock.classes.has(entry.class))
        yield ['INVALID', `device ${device} of ${source} is of the class ${entry.class}, which is not there`];
}

/** Names that are none, and names that are not one to one. */
function* ledgerFaults(ledger: Ledger): Iterable<Fault> {
  for (const names of [ledger.classes, ledger.types, ...ledger.members.values()])
    for (const name of names.keys())
      if (!isIdentifier(name)) yield ['NAMES', `${JSON.stringify(name)} is no name that devgen gives`];
  for (const stem of ledger.files.keys())
    if (!/^[a-z0-9_-]+$/.test(stem)) yield ['NAMES', `${JSON.stringify(stem)} is no file that devgen makes`];
  if (inverted(ledger.files).size < ledger.files.size) yield ['NAMES', 'ledger.files gives two files to one class'];
  // Label sets of one id may be several, told apart by their labels.
  const owners = [...ledger.types.values()].filter((owner) => owner.length > 1);
  if (new Set(owners.map(ownerKey)).size < owners.length) yield ['NAMES', 'ledger.types gives two names to one type'];
  for (const [id, names] of ledger.members)
    if (new Set(names.values()).size < names.size)
      yield ['NAMES', `ledger.members of ${id} gives two names to one member`];
  for (const name of ledger.types.keys())
    if (ledger.classes.has(name)) yield ['NAMES', `${name} is both a class and a type`];
}

function* classFaults(name: string, of: LockClass, lock: Lock): Iterable<Fault> {
  const known = new Set(lock.ledger.members.get(of.id)?.values());
  for (const [key, member] of of.members) {
    if (!known.has(key)) yield ['NAMES', `member ${key} of ${name} has no name in the ledger`];
    if ('of' in member && !lock.classes.has(member.of))
      yield ['INVALID', `${key} of ${name} is of the class ${member.of}, which is not there`];
  }
  const hash = interfaceHash(of.members, {
    labelsOf: (labels) => (typeof labels === 'string' ? lock.labels.get(labels)?.labels : labels),
    interfaceOf: (block) => lock.classes.get(block)?.interface ?? '',
  });
  if (hash !== of.interface) yield ['HASH', `the members of ${name} are not those that its interface hash was made of`];
}
