import { canonical } from '../canonical.ts';
import { bearerFaults, ClassCheck } from '../check-classes.ts';
import { ledgerFaults } from '../check-lock.ts';
import type { Cut, LockCuts } from '../cut-lock.ts';
import { EMPTY_LOCK, type Lock, type LockClass } from '../lock.ts';
import { printClass, printNames } from '../print-lock.ts';
import { unixBytes } from '../read-lock.ts';
import { lockOfCuts } from '../sliced-lock.ts';
import { asClass, type LockOutline, outlined, type OutlinedClass } from './lock-outline.ts';
import { locatedCuts, relocated } from './located-cuts.ts';
import { locate } from './lock-spans.ts';

/** A sound lock, as far as it differs from one that is known. */
export interface LockChanges {
  /** Whole but for the classes that are as they were: of these the blocks alone. */
  readonly lock: Lock;
  /** Classes that are written otherwise, or whose members are called otherwise; in the order of the lock. */
  readonly classes: readonly string[];
  readonly outline: LockOutline;
}

/**
 * What changed since a lock that was sound, where this is no more than what single classes say of themselves, and the
 * lock is sound still. `undefined` of all else, and wherever something is wrong: then the lock has to be read as a whole.
 */
export function lockChanges(before: LockOutline, bytes: Buffer): LockChanges | undefined {
  try {
    const unix = unixBytes(bytes);
    const located = locate(unix, before.spans);
    const cuts = located && locatedCuts(unix, before, located);
    if (located === undefined || cuts === undefined) return undefined;
    const changed = new Set([...cuts.changed.classes.keys(), ...cuts.changed.ledger.keys()]);
    const renamed = new Set(cuts.changed.members.keys());
    const lock = lockOfCuts(unix, cuts, 'lock');
    if (!isAsWritten(lock, unix, cuts, changed, renamed)) return undefined;
    const classes = new Map(before.classes);
    for (const name of changed) classes.set(name, outlined(present(lock.classes.get(name))));
    for (const name of changed) if (!isJoinedAlike(before.classes.get(name), classes.get(name))) return undefined;
    const touched = Array.from(classes).flatMap(([name, { id }]) =>
      changed.has(name) || renamed.has(id) ? [name] : [],
    );
    if (!isStillSound(lock, classes, touched, renamed)) return undefined;
    return {
      lock: shown(lock, classes, touched),
      classes: touched,
      outline: { ...relocated(before, unix, located, cuts), classes },
    };
  } catch {
    // The same will be wrong with the whole, and is said then.
    return undefined;
  }
}

/** Whether what changed has the bytes that devgen writes. */
function isAsWritten(
  { classes, ledger }: Lock,
  bytes: Buffer,
  cuts: LockCuts,
  changed: ReadonlySet<string>,
  renamed: ReadonlySet<string>,
): boolean {
  const isText = (cut: Cut | undefined, text: string): boolean =>
    cut !== undefined && bytes.toString('utf8', cut.from, cut.to) === text;
  return (
    [...changed].every(
      (name) =>
        isText(cuts.classes.entries.get(name), printClass(present(classes.get(name)))) &&
        isText(cuts.ledger.classes.entries.get(name), canonical(present(ledger.classes.get(name)))),
    ) &&
    [...renamed].every((id) => isText(cuts.ledger.members.entries.get(id), printNames(present(ledger.members.get(id)))))
  );
}

/** Whether a class hangs together with the others as before. What devices share an open class is not looked into here. */
function isJoinedAlike(before: OutlinedClass | undefined, now: OutlinedClass | undefined): boolean {
  if (before === undefined || now === undefined || before.isOpen || now.isOpen) return false;
  return canonical([before.id, before.blocks]) === canonical([now.id, now.blocks]);
}

/** Whether what changed contradicts nothing: the checks of a whole lock, of all that they could end otherwise for. */
function isStillSound(
  lock: Lock,
  classes: ReadonlyMap<string, OutlinedClass>,
  touched: readonly string[],
  renamed: ReadonlySet<string>,
): boolean {
  const members = new Map(Array.from(renamed, (id) => [id, present(lock.ledger.members.get(id))]));
  if (isAny(ledgerFaults({ ...EMPTY_LOCK.ledger, members }))) return false;
  if (isAny(bearerFaults(Array.from(classes, ([name, of]) => [name, bearer(of)])))) return false;
  const whole = new Set(touched);
  const holders = [...classes].filter(([, of]) => of.blocks.some(([, block]) => whole.has(block.of)));
  const check = new ClassCheck(lock);
  return [...touched, ...holders.map(([name]) => name)].every(
    (name) => !isAny(check.faultsOf(name, present(lock.classes.get(name)))),
  );
}

function bearer({ id, interface: hash, isOpen }: OutlinedClass): Pick<LockClass, 'id' | 'interface' | 'interfaces'> {
  return { id, interface: hash, ...(isOpen && { interfaces: new Map() }) };
}

function shown(lock: Lock, classes: ReadonlyMap<string, OutlinedClass>, touched: readonly string[]): Lock {
  const { labels, ledger, sources } = lock;
  const whole = new Set(touched);
  const all = Array.from(classes, ([name, of]): [string, LockClass] => [
    name,
    whole.has(name) ? present(lock.classes.get(name)) : asClass(of),
  ]);
  return { classes: new Map(all), labels, ledger, sources };
}

function isAny(faults: Iterable<unknown>): boolean {
  for (const _ of faults) return true;
  return false;
}

/** The rest of the lock is the same, and so are all names. */
function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the lock has no such entry');
  return value;
}
