import { inverted, ownerKey } from '../model/merge/ledger.ts';
import type { Ledger } from '../model/lock/lock.ts';

/** The ledger, asked the other way round: what is the name of this? */
export class Names {
  readonly #members: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly #types: ReadonlyMap<string, string>;

  constructor(ledger: Ledger) {
    this.#members = new Map([...ledger.members].map(([id, names]) => [id, inverted(names)]));
    this.#types = new Map([...ledger.types].map(([name, owner]) => [ownerKey(owner), name]));
  }

  members(id: string): ReadonlyMap<string, string> {
    return this.#members.get(id) ?? new Map<string, string>();
  }

  type(owner: readonly string[]): string | undefined {
    return this.#types.get(ownerKey(owner));
  }
}
