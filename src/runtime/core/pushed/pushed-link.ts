import type { DevgenError } from '../contract/errors.ts';
import type { Reading } from '../contract/reading.ts';
import type { Backend, Connector, Io, Link, LinkState, Live } from '../contract/seam.ts';
import type { CommandSpec, DeviceSpec, SignalSpec } from '../contract/spec.ts';
import { LinkStates } from '../support/link-states.ts';
import { Arrival } from './arrival.ts';
import { DevicePvs, type Path } from './device-pvs.ts';
import { liveOf } from './live-spec.ts';
import { Outage } from './outage.ts';
import { PushedBackend } from './pushed-backend.ts';
import { closedError, lostError, missingError, unreachedError } from './pushed-error.ts';
import type { PushedObserver } from './pushed-observer.ts';
import type { Pv, PvUser } from './pv.ts';
import type { PvPool } from './pv-pool.ts';

export interface PushedLinkOptions {
  /** The device's prefix. */
  readonly device: string;
  /** Its full address, for messages. */
  readonly source: string;
  /** What to look for. */
  readonly spec: DeviceSpec;
  readonly key: Connector['key'];
}

/** One device's view of its PVs: connected while all are there that were there once. */
export class PushedLink implements Link, PvUser {
  readonly #options: PushedLinkOptions;
  readonly #pvs: DevicePvs;
  readonly #observers = new Map<PushedObserver, () => void>();
  #arrival: Arrival | undefined;
  #states: LinkStates | undefined;
  #outage: Outage | undefined;
  #isTelling = false;
  /** Why everything is rejected, once it is closed. */
  closed: DevgenError | undefined;

  private constructor(options: PushedLinkOptions, pool: PvPool) {
    this.#options = options;
    this.#pvs = new DevicePvs(options.device, options.spec, pool, this);
  }

  /** Rejects when none of the PVs is there; those that are missing are missing in what is live. */
  static async open(options: PushedLinkOptions, pool: PvPool, io: Io): Promise<PushedLink> {
    const link = new PushedLink(options, pool);
    try {
      await link.#arrive(io);
      return link;
    } catch (error) {
      link.#pvs.release();
      throw error;
    }
  }

  get state(): LinkState {
    return this.#states!.state;
  }

  onState(on: (state: LinkState) => void): () => void {
    return this.#states!.onState(on);
  }

  backend(path: Path, member: SignalSpec | CommandSpec): Backend {
    const pvs = this.#pvs.of(path, member);
    if (pvs.read === undefined && pvs.write === undefined)
      throw missingError(`${this.#options.source}${member.source}`);
    return new PushedBackend(this, member, pvs);
  }

  getMany(of: readonly Backend[], io: Io): Promise<readonly Reading[]> {
    return Promise.all(of.map((backend) => (backend as PushedBackend).reading(io)));
  }

  observe(pv: Pv, observer: PushedObserver): () => void {
    const stop = pv.observe((reading) => this.#deliver(pv, observer, reading));
    const end = (): void => {
      observer.end();
      stop();
      this.#observers.delete(observer);
      this.#outage?.forget(observer);
    };
    this.#observers.set(observer, end);
    return end;
  }

  pvConnected(pv: Pv): void {
    if (this.#states === undefined) return this.#arrival?.check();
    this.#outage?.regain(pv);
    if (this.#outage === undefined || this.#outage.isOver) this.#tellSoon();
  }

  pvLost(pv: Pv): void {
    if (this.#states === undefined) return;
    const isFirst = this.#outage === undefined;
    this.#outage ??= new Outage();
    this.#outage.lose(pv);
    if (isFirst) this.#states.set({ state: 'lost', since: Date.now(), why: lostError(pv.port.source, pv.why!) });
  }

  async close(): Promise<void> {
    if (this.closed !== undefined) return;
    this.closed = closedError(this.#options.source);
    for (const end of this.#observers.values()) end();
    this.#outage?.end();
    this.#outage = undefined;
    this.#pvs.release();
    this.#states?.set({ state: 'closed', since: Date.now() });
  }

  async #arrive(io: Io): Promise<void> {
    const pvs = this.#pvs.all();
    this.#arrival = new Arrival(pvs);
    await this.#arrival.wait(io);
    this.#arrival = undefined;
    if (!pvs.some(({ isConnected }) => isConnected)) throw await unreachedError(this.#options.source, pvs);
    this.#states = new LinkStates(this.#connected());
    for (const pv of pvs) if (pv.why !== undefined) this.pvLost(pv);
  }

  /** Once for all that come back in one packet. */
  #tellSoon(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    queueMicrotask(() => {
      this.#isTelling = false;
      const outage = this.#outage;
      if (this.closed !== undefined || outage?.isOver === false) return;
      this.#outage = undefined;
      this.#states?.set(this.#connected());
      outage?.end();
    });
  }

  #connected(): LinkState {
    return { state: 'connected', since: Date.now(), live: this.#live() };
  }

  #live(): Live {
    const { spec, key } = this.#options;
    return liveOf(spec, this.#pvs, key);
  }

  #deliver(pv: Pv, observer: PushedObserver, reading: Reading): void {
    if (this.#outage === undefined || reading.stale) observer.tell(reading);
    else this.#outage.tell(pv, observer, () => observer.tell(reading));
  }
}
