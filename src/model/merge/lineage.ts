import { compareText } from '../lock/canonical.ts';
import { freeName } from '../names/free-name.ts';
import { successions } from './succession.ts';

/** What is new beyond so many classes of one control-system class shares an open one. */
export const MOST_CLASSES = 8;

/** Something found that needs a name: a shape, or a label set. */
export interface Contender {
  /** The control system's own name of it: only contenders of one id share names. */
  readonly id: string;
  readonly interface: string;
  readonly bearers: readonly Bearer[];
  /** Whether it may share a class with others. */
  readonly shares?: boolean;
}

/** Where a contender stands. */
export interface Bearer {
  /** Source, device and path: its order breaks ties. */
  readonly address: string;
  /** The name of what stood there before. */
  readonly bore: string | undefined;
}

/** A name as the ledger has it. */
export interface Named {
  readonly id: string;
  readonly interfaces: readonly string[];
  /** Of a class that its interfaces share. */
  readonly open?: true;
}

export interface Naming {
  /** Every name that was ever given. */
  readonly names: ReadonlyMap<string, Named>;
  /** Whether somebody still has the present interface of the name. */
  readonly held: (name: string) => boolean;
  /** Whether there is something of the name, be it retired: a name alone, kept from others, does not count as a class. */
  readonly present: (name: string) => boolean;
  readonly base: (id: string) => string;
  readonly taken: (name: string) => boolean;
}

export interface Assigned<C> {
  readonly names: ReadonlyMap<C, string>;
  /** Names that several contenders may have. */
  readonly open: ReadonlySet<string>;
}

/**
 * Gives each contender its name: one that ever had its interface; else a name of the same id whose interface nobody
 * has any more, by how many bearers it shares; else the next free name, the largest contender first, and beyond
 * {@link MOST_CLASSES} the one name that all others share.
 */
export function assignNames<C extends Contender>(contenders: readonly C[], naming: Naming): Assigned<C> {
  const assigned = new Map<C, string>();
  const left = new Set(contenders);
  const give = (contender: C, name: string): void => {
    assigned.set(contender, name);
    left.delete(contender);
  };
  const byInterface = new Map(contenders.map((contender) => [`${contender.id}\n${contender.interface}`, contender]));
  const claim = (name: string, id: string, hash: string | undefined): void => {
    const contender = byInterface.get(`${id}\n${hash}`);
    if (contender !== undefined && left.has(contender)) give(contender, name);
  };
  const own = [...naming.names].filter(([, { open }]) => open !== true);
  for (const [name, { id, interfaces }] of own) claim(name, id, interfaces.at(-1));
  const present = new Set(assigned.values());
  const shared = new SharedNames(naming);
  for (const contender of left) {
    const name = shared.of(contender);
    if (name !== undefined) give(contender, name);
  }
  for (const [name, { id, interfaces }] of own) {
    if (present.has(name) || naming.held(name)) continue;
    const past = interfaces.findLast((each) => left.has(byInterface.get(`${id}\n${each}`) as C));
    claim(name, id, past);
  }
  const claimed = new Set(assigned.values());
  for (const { name, contender } of successions([...left], naming)) {
    if (claimed.has(name) || !left.has(contender)) continue;
    claimed.add(name);
    give(contender, name);
  }
  const counts = new Map<string, number>();
  for (const contender of [...left].toSorted(bySize)) {
    const { id } = contender;
    const count = counts.get(id) ?? countClasses(id, naming, claimed);
    if (contender.shares === true && count >= MOST_CLASSES) {
      give(contender, shared.next(id, claimed));
      continue;
    }
    const name = freeName(naming.base(id), (candidate) => claimed.has(candidate) || naming.taken(candidate));
    counts.set(id, count + 1);
    claimed.add(name);
    give(contender, name);
  }
  return { names: assigned, open: shared.open };
}

/** The names of open classes, one an id: an interface that ever was in one stays in it. */
class SharedNames {
  readonly open = new Set<string>();
  readonly #naming: Naming;
  readonly #names = new Map<string, string>();
  readonly #interfaces = new Set<string>();

  constructor(naming: Naming) {
    this.#naming = naming;
    for (const [name, { id, interfaces, open }] of naming.names) {
      if (open !== true) continue;
      this.open.add(name);
      this.#names.set(id, name);
      for (const each of interfaces) this.#interfaces.add(`${id}\n${each}`);
    }
  }

  of({ id, interface: hash, shares }: Contender): string | undefined {
    return shares === true && this.#interfaces.has(`${id}\n${hash}`) ? this.#names.get(id) : undefined;
  }

  /** The name for one more. */
  next(id: string, claimed: Set<string>): string {
    const known = this.#names.get(id);
    if (known !== undefined) return known;
    const { base, taken } = this.#naming;
    const name = freeName(`${base(id)}Open`, (candidate) => claimed.has(candidate) || taken(candidate));
    claimed.add(name);
    this.open.add(name);
    this.#names.set(id, name);
    return name;
  }
}

/** How many classes of one interface the id has, before new names are given. */
function countClasses(id: string, { names, present }: Naming, claimed: ReadonlySet<string>): number {
  let count = 0;
  for (const [name, of] of names)
    if (of.id === id && of.open !== true && (present(name) || claimed.has(name))) count += 1;
  return count;
}

function bySize(a: Contender, b: Contender): number {
  return (
    b.bearers.length - a.bearers.length || compareText(firstAddress(a), firstAddress(b)) || compareText(a.id, b.id)
  );
}

function firstAddress({ bearers }: Contender): string {
  return bearers.map(({ address }) => address).toSorted(compareText)[0] ?? '';
}
