import { type CommandSpec, type DeviceSpec, type SignalSpec, valueSpecOf, onWire } from '../contract/spec.ts';
import { leaves } from '../support/flatten.ts';
import type { Pv, PvUser } from './pv.ts';
import type { PvPool } from './pv-pool.ts';
import { pvName } from './pv-name.ts';

/** The PVs behind one member. A command and a signal that is only written have none to read. */
export interface MemberPvs {
  readonly read: Pv | undefined;
  readonly write: Pv | undefined;
}

export type Path = readonly (string | number)[];

/** All PVs that a device has, by name: those of its members, whether a server has them or not. */
export class DevicePvs {
  readonly #device: string;
  readonly #pool: PvPool;
  readonly #user: PvUser;
  readonly #pvs = new Map<string, Pv>();

  constructor(device: string, spec: DeviceSpec, pool: PvPool, user: PvUser) {
    this.#device = device;
    this.#pool = pool;
    this.#user = user;
    for (const { path, spec: member } of leaves(Object.values(spec.members))) this.#acquire(path, member);
  }

  all(): readonly Pv[] {
    return [...this.#pvs.values()];
  }

  of(path: Path, member: SignalSpec | CommandSpec): MemberPvs {
    const main = this.#pvs.get(this.#name(path, member.source));
    if (member.kind === 'r') return { read: main, write: undefined };
    if (member.kind !== 'rw') return { read: undefined, write: main };
    const write = member.write === undefined ? main : this.#pvs.get(this.#name(path, member.write));
    return { read: main, write };
  }

  release(): void {
    for (const pv of this.#pvs.values()) this.#pool.release(pv, this.#user);
    this.#pvs.clear();
  }

  #acquire(path: Path, member: SignalSpec | CommandSpec): void {
    const value = member.kind === 'command' ? valueSpecOf(member.in) : member;
    const wanted = value && onWire(value);
    const sources = [member.source, ...(member.kind === 'rw' && member.write !== undefined ? [member.write] : [])];
    for (const source of sources) {
      const name = this.#name(path, source);
      if (!this.#pvs.has(name)) this.#pvs.set(name, this.#pool.acquire(name, wanted, this.#user));
    }
  }

  #name(path: Path, source: string): string {
    return pvName(this.#device, path, source);
  }
}
