import { inverted, ownerKey, typesByOwner } from '../model/merge/ledger.ts';
import type { Ledger } from '../model/lock/lock.ts';

/** The ledger, asked the other way round: what is the name of this? */
export class Names {
  readonly #ledger: Ledger;
  readonly #members = new Map<string, ReadonlyMap<string, string>>();
  readonly #types: ReadonlyMap<string, string>;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
    this.#types = typesByOwner(ledger.types);
  }

  members(id: string): ReadonlyMap<string, string> {
    const names = this.#members.get(id) ?? inverted(this.#ledger.members.get(id));
    this.#members.set(id, names);
    return names;
  }

  type(owner: readonly string[]): string | undefined {
    return this.#types.get(ownerKey(owner));
  }
}
