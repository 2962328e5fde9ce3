import type { DevgenError } from '../contract/errors.ts';
import { lostReading, type Reading } from '../contract/reading.ts';
import type { ValueSpec } from '../contract/spec.ts';
import type { OpenPort, Port, PortHandler, PvShown } from './port.ts';

/** Who holds a PV: told first of all that its state has changed. */
export interface PvUser {
  pvConnected(pv: Pv): void;
  pvLost(pv: Pv): void;
}

/** One PV for all devices that have it: one port, one monitor. */
export class Pv implements PortHandler {
  /** In its pool. */
  readonly key: string;
  readonly port: Port;
  readonly #users = new Set<PvUser>();
  readonly #observers = new Map<symbol, (reading: Reading) => void>();
  #shown: PvShown | undefined;
  #why: DevgenError | undefined;
  /** While a monitor runs. */
  #last: Reading | undefined;
  #stop: (() => void) | undefined;

  constructor(key: string, name: string, wanted: ValueSpec | undefined, open: OpenPort) {
    this.key = key;
    this.port = open(name, wanted, this);
  }

  /** As it was told last; undefined until it was connected once. */
  get shown(): PvShown | undefined {
    return this.#shown;
  }

  /** Why it is lost, while it is. */
  get why(): DevgenError | undefined {
    return this.#why;
  }

  get isConnected(): boolean {
    return this.#shown !== undefined && this.#why === undefined;
  }

  get isUnused(): boolean {
    return this.#users.size === 0;
  }

  addUser(user: PvUser): void {
    this.#users.add(user);
  }

  removeUser(user: PvUser): void {
    this.#users.delete(user);
  }

  connected(shown: PvShown): void {
    this.#shown = shown;
    this.#why = undefined;
    for (const user of this.#users) user.pvConnected(this);
  }

  lost(why: DevgenError): void {
    if (!this.isConnected) return;
    this.#why = why;
    for (const user of this.#users) user.pvLost(this);
    if (this.#stop !== undefined) this.#tell(lostReading(this.#last, why));
  }

  /** Tells what is known at once, then whatever comes. The function returned ends it; calling it twice is harmless. */
  observe(on: (reading: Reading) => void): () => void {
    const key = Symbol();
    this.#observers.set(key, on);
    if (this.#stop === undefined) {
      if (this.#why !== undefined) on(lostReading(undefined, this.#why));
      this.#stop = this.port.monitor((reading) => this.#tell(reading));
    } else if (this.#last !== undefined) on(this.#last);
    return () => {
      if (this.#observers.delete(key) && this.#observers.size === 0) this.#rest();
    };
  }

  close(): void {
    this.#observers.clear();
    this.#rest();
    this.port.close();
  }

  #tell(reading: Reading): void {
    this.#last = reading;
    for (const on of this.#observers.values()) on(reading);
  }

  #rest(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#last = undefined;
  }
}
