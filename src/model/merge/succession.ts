import { compareText } from '../lock/canonical.ts';
import type { Contender, Naming } from './lineage.ts';

/** A name that nobody holds, and a contender with bearers that had it. */
interface Succession<C> {
  readonly name: string;
  readonly contender: C;
  readonly count: number;
  readonly address: string;
}

/** Who may follow whom, the best first: most bearers, then the smallest address, then the smallest name. */
export function successions<C extends Contender>(contenders: readonly C[], naming: Naming): readonly Succession<C>[] {
  const found: Succession<C>[] = [];
  for (const contender of contenders) {
    const bearers = new Map<string, string[]>();
    for (const { address, bore } of contender.bearers) {
      if (bore === undefined || !isFree(bore, contender.id, naming)) continue;
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

/** A name that interfaces share is never free for one of them. */
function isFree(name: string, id: string, { names, held }: Naming): boolean {
  const of = names.get(name);
  return of?.id === id && of.open !== true && !held(name);
}
