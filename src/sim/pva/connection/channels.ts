import type { Operation } from '../operation/operation.ts';
import type { ServedPv } from '../value/served-pv.ts';

/** A PV as one client has it. */
export interface Channel {
  readonly cid: number;
  readonly sid: number;
  readonly pv: ServedPv;
}

/** What a client began, and with which channel. */
export interface Running {
  readonly sid: number;
  readonly command: number;
  /** Undefined while it begins. */
  operation: Operation | undefined;
}

/** The channels of one client, and what it began with them. */
export class Channels {
  readonly #channels = new Map<number, Channel>();
  readonly #running = new Map<number, Running>();
  #lastSid = 0;

  get size(): number {
    return this.#channels.size;
  }

  get operations(): number {
    return this.#running.size;
  }

  open(cid: number, pv: ServedPv): Channel {
    this.#lastSid += 1;
    const channel = { cid, sid: this.#lastSid, pv };
    this.#channels.set(channel.sid, channel);
    return channel;
  }

  get(sid: number): Channel | undefined {
    return this.#channels.get(sid);
  }

  of(pv: ServedPv): readonly Channel[] {
    return [...this.#channels.values()].filter((channel) => channel.pv === pv);
  }

  close(sid: number): void {
    this.#channels.delete(sid);
    for (const [ioid, running] of this.#running) if (running.sid === sid) this.end(ioid);
  }

  begin(ioid: number, running: Running): void {
    this.#running.set(ioid, running);
  }

  running(ioid: number): Running | undefined {
    return this.#running.get(ioid);
  }

  end(ioid: number): void {
    this.#running.get(ioid)?.operation?.close?.();
    this.#running.delete(ioid);
  }

  drained(): void {
    for (const { operation } of this.#running.values()) operation?.drained?.();
  }

  clear(): void {
    for (const ioid of this.#running.keys()) this.end(ioid);
    this.#channels.clear();
  }
}
