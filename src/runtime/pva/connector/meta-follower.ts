import type { PvaChannel } from '../client/pva-channel.ts';
import type { StructType } from '../codec/type/pva-type.ts';
import type { PvaStruct } from '../codec/value/pva-value.ts';
import { monitorMeta } from './meta-monitor.ts';

/**
 * Keeps up the metadata that somebody looks at. While the PV is observed its own updates bring it; else it has a monitor
 * of its own, from the first look on.
 */
export class MetaFollower {
  readonly #channel: PvaChannel;
  readonly #take: (data: PvaStruct) => void;
  #type: StructType | undefined;
  #isWanted = false;
  #isObserved = false;
  #stop: (() => void) | undefined;

  constructor(channel: PvaChannel, take: (data: PvaStruct) => void) {
    this.#channel = channel;
    this.#take = take;
  }

  /** Somebody looks at it. */
  want(): void {
    this.#isWanted = true;
    this.#begin();
  }

  /** The PV is there, of this type: after a restart it may be another one. */
  connected(type: StructType | undefined): void {
    if (type === this.#type) return;
    this.#type = type;
    this.#end();
    this.#begin();
  }

  observed(isObserved: boolean): void {
    this.#isObserved = isObserved;
    if (isObserved) this.#end();
    else this.#begin();
  }

  stop(): void {
    this.#isWanted = false;
    this.#end();
  }

  #begin(): void {
    if (!this.#isWanted || this.#isObserved || this.#type === undefined || this.#stop !== undefined) return;
    this.#stop = monitorMeta(this.#channel, this.#type, { told: this.#take });
  }

  #end(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
