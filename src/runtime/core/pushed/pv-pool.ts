import type { ValueSpec } from '../contract/spec.ts';
import type { OpenPort } from './port.ts';
import { Pv, type PvUser } from './pv.ts';

/** The PVs of a connector, each there for as long as a device has it. */
export class PvPool {
  readonly #open: OpenPort;
  readonly #keyOf: (name: string, wanted: ValueSpec | undefined) => string;
  readonly #pvs = new Map<string, Pv>();

  /** `keyOf` tells which wishes share a port; all for one name, if absent. */
  constructor(open: OpenPort, keyOf: (name: string, wanted: ValueSpec | undefined) => string = (name) => name) {
    this.#open = open;
    this.#keyOf = keyOf;
  }

  acquire(name: string, wanted: ValueSpec | undefined, user: PvUser): Pv {
    const key = this.#keyOf(name, wanted);
    let pv = this.#pvs.get(key);
    if (pv === undefined) {
      pv = new Pv(key, name, wanted, this.#open);
      this.#pvs.set(key, pv);
    }
    pv.addUser(user);
    return pv;
  }

  /** Closes it when nobody has it any more. */
  release(pv: Pv, user: PvUser): void {
    pv.removeUser(user);
    if (!pv.isUnused) return;
    this.#pvs.delete(pv.key);
    pv.close();
  }
}
