import type { Fault } from './fault.ts';
import { interfaceHash } from './hash.ts';
import type { LedgerClass, Lock, LockClass } from './lock.ts';
import { inverted, ownerKey, typesByOwner } from '../merge/ledger.ts';
import { interfaceOf, keysOf } from '../merge/open-class.ts';
import { namedValues } from '../names/member-types.ts';

/** Classes and devices that do not fit each other, or the ledger. */
export function* classFaults(lock: Lock): Iterable<Fault> {
  yield* bearerFaults(lock.classes);
  const check = new ClassCheck(lock);
  for (const [name, of] of lock.classes) yield* check.faultsOf(name, of);
  yield* deviceFaults(lock);
}

/** Two names of one interface. */
export function* bearerFaults(
  classes: Iterable<readonly [string, Pick<LockClass, 'id' | 'interface' | 'interfaces'>]>,
): Iterable<Fault> {
  const bearers = new Map<string, string>();
  for (const [name, { id, interface: hash, interfaces }] of classes) {
    // An open class may show the very interface of another at times; it is found by those that share it.
    const key = `${id}\n${interfaces === undefined ? hash : 'open'}`;
    const other = bearers.get(key);
    if (other !== undefined) {
      const why = `${other} and ${name} are two names of one interface of ${id}`;
      yield { code: 'LOCK.NAMES', why, at: ['classes', name] };
    }
    bearers.set(key, name);
  }
}

/** Holds classes against the rest of their lock, each by itself. */
export class ClassCheck {
  readonly #lock: Lock;
  readonly #files: ReadonlySet<string>;
  readonly #types: ReadonlyMap<string, string>;
  readonly #names = new Map<string, ReadonlyMap<string, string>>();

  constructor(lock: Lock) {
    this.#lock = lock;
    this.#files = new Set(lock.ledger.files.values());
    this.#types = typesByOwner(lock.ledger.types);
  }

  *faultsOf(name: string, of: LockClass): Iterable<Fault> {
    if (!isNamed(of, this.#lock.ledger.classes.get(name)) || !this.#files.has(name)) {
      const why = `class ${name} is not in the ledger as it is here`;
      yield { code: 'LOCK.NAMES', why, at: ['classes', name] };
    }
    yield* memberFaults(name, of, this.#namesOf(of.id), this.#types, this.#lock);
    yield* openFaults(name, of);
  }

  /** By wire key. */
  #namesOf(id: string): ReadonlyMap<string, string> {
    const names = this.#names.get(id) ?? inverted(this.#lock.ledger.members.get(id));
    this.#names.set(id, names);
    return names;
  }
}

function isNamed({ id, interface: hash, interfaces }: LockClass, ledger: LedgerClass | undefined): boolean {
  if (ledger?.id !== id || (ledger.open === true) !== (interfaces !== undefined)) return false;
  if (interfaces === undefined) return ledger.interfaces.at(-1) === hash;
  return [...interfaces.keys()].every((each) => ledger.interfaces.includes(each));
}

function* memberFaults(
  name: string,
  of: LockClass,
  names: ReadonlyMap<string, string>,
  types: ReadonlyMap<string, string>,
  lock: Lock,
): Iterable<Fault> {
  const fault = (code: Fault['code'], why: string, ...at: readonly string[]): Fault => ({
    code,
    why,
    at: ['classes', name, ...at],
  });
  for (const [key, member] of of.members) {
    if (!names.has(key)) yield fault('LOCK.NAMES', `member ${key} of ${name} has no name in the ledger`, key);
    if ('of' in member && !lock.classes.has(member.of))
      yield fault('LOCK.INVALID', `${key} of ${name} is of the class ${member.of}, which is not there`, key);
  }
  for (const { owner } of namedValues(name, of, names))
    if (!types.has(ownerKey(owner)))
      yield fault('LOCK.NAMES', `the type of ${owner[1]} of ${name} has no name in the ledger`, owner[1] ?? '');
  const hash = interfaceHash(of.members, {
    labelsOf: (labels) => (typeof labels === 'string' ? lock.labels.get(labels)?.labels : labels),
    interfaceOf: (block) => lock.classes.get(block)?.interface ?? '',
  });
  if (hash !== of.interface)
    yield fault('LOCK.HASH', `the members of ${name} are not those that its interface hash was made of`);
}

/** The keys of an open class's interfaces are those that some have and others do not, and what no class can declare. */
function* openFaults(name: string, of: LockClass): Iterable<Fault> {
  if (of.interfaces === undefined) return;
  const listed = new Set([...of.interfaces.values()].flat());
  for (const [key, { optional }] of of.members) {
    if (listed.has(key) === (optional === true)) continue;
    const why = `${key} of ${name} is ${optional ? '' : 'not '}optional, and its interfaces say otherwise`;
    yield { code: 'LOCK.INVALID', why, at: ['classes', name, key] };
  }
}

function* deviceFaults({ sources, classes }: Lock): Iterable<Fault> {
  for (const [source, { devices }] of sources) {
    for (const [device, entry] of devices) {
      const at = ['sources', source, device];
      const of = classes.get(entry.class);
      if (of === undefined)
        yield {
          code: 'LOCK.INVALID',
          why: `device ${device} of ${source} is of the class ${entry.class}, which is not there`,
          at,
        };
      else if (of.interfaces !== undefined && keysOf(of, interfaceOf(entry, of)) === undefined)
        yield {
          code: 'LOCK.INVALID',
          why: `device ${device} of ${source} has no interface that ${entry.class} has`,
          at,
        };
    }
  }
}
