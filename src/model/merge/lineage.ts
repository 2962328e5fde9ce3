import { compareText } from '../lock/canonical.ts';
import { freeName } from '../names/free-name.ts';

/** Something found that needs a name: a shape, or a label set. */
export interface Contender {
  /** The control system's own name of it: only contenders of one id share names. */
  readonly id: string;
  readonly interface: string;
  readonly bearers: readonly Bearer[];
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
}

export interface Naming {
  /** Every name in use or retired. */
  readonly names: ReadonlyMap<string, Named>;
  /** Whether somebody still has the present interface of the name. */
  readonly held: (name: string) => boolean;
  readonly base: (id: string) => string;
  readonly taken: (name: string) => boolean;
}

/**
 * Gives each contender its name: one that ever had its interface; else a name of the same id whose interface nobody
 * has any more, by how many bearers it shares; else the next free name, the largest contender first.
 */
export function assignNames<C extends Contender>(contenders: readonly C[], naming: Naming): Map<C, string> {
  const assigned = new Map<C, string>();
  const open = new Set(contenders);
  const give = (contender: C, name: string): void => {
    assigned.set(contender, name);
    open.delete(contender);
  };
  const byInterface = new Map(contenders.map((contender) => [`${contender.id}\n${contender.interface}`, contender]));
  const claim = (name: string, id: string, hash: string | undefined): void => {
    const contender = byInterface.get(`${id}\n${hash}`);
    if (contender !== undefined && open.has(contender)) give(contender, name);
  };
  for (const [name, { id, interfaces }] of naming.names) claim(name, id, interfaces.at(-1));
  const present = new Set(assigned.values());
  for (const [name, { id, interfaces }] of naming.names) {
    if (present.has(name) || naming.held(name)) continue;
    const past = interfaces.findLast((each) => open.has(byInterface.get(`${id}\n${each}`) as C));
    claim(name, id, past);
  }
  const claimed = new Set(assigned.values());
  for (const { name, contender } of successions([...open], naming)) {
    if (claimed.has(name) || !open.has(contender)) continue;
    claimed.add(name);
    give(contender, name);
  }
  for (const contender of [...open].toSorted(bySize)) {
    const name = freeName(naming.base(contender.id), (candidate) => claimed.has(candidate) || naming.taken(candidate));
    claimed.add(name);
    give(contender, name);
  }
  return assigned;
}

interface Succession<C> {
  readonly name: string;
  readonly contender: C;
  readonly count: number;
  readonly address: string;
}

function successions<C extends Contender>(open: readonly C[], naming: Naming): Succession<C>[] {
  const found: Succession<C>[] = [];
  for (const contender of open) {
    const bearers = new Map<string, string[]>();
    for (const { address, bore } of contender.bearers) {
      if (bore === undefined || naming.names.get(bore)?.id !== contender.id || naming.held(bore)) continue;
      const addresses = bearers.get(bore);
      if (addresses === undefined) bearers.set(bore, [address]);
      else addresses.push(address);
    }
    for (const [name, addresses] of bearers)
      found.push({ name, contender, count: addresses.length, address: addresses.toSorted(compareText)[0] ?? '' });
  }
  return found.toSorted(
    (a, b) => b.count - a.count || compareText(a.address, b.address) || compareText(a.name, b.name),
  );
}

function bySize(a: Contender, b: Contender): number {
  return (
    b.bearers.length - a.bearers.length || compareText(firstAddress(a), firstAddress(b)) || compareText(a.id, b.id)
  );
}

function firstAddress({ bearers }: Contender): string {
  return bearers.map(({ address }) => address).toSorted(compareText)[0] ?? '';
}
