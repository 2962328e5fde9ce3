import { Command, writeDbr } from '@devgen/runtime/ca/codec';
import type { Outbox } from './outbox.ts';
import type { ServedChannel } from './served-channel.ts';
import { valueFor } from './value.ts';

/** What a client asked to be told. */
export interface EventRequest {
  readonly id: number;
  readonly type: number;
  readonly count: number;
  readonly mask: number;
}

const NORMAL = 1;

/** Events of one channel: the first at once, the others as it changes. What a client has no room for is joined. */
export class Subscription {
  readonly channel: ServedChannel;
  readonly #request: EventRequest;
  readonly #outbox: Outbox;
  readonly #unsubscribe: () => void;
  #isHeld = false;
  #isDue = false;

  constructor(channel: ServedChannel, request: EventRequest, outbox: Outbox) {
    this.channel = channel;
    this.#request = request;
    this.#outbox = outbox;
    this.#unsubscribe = channel.subscribe((mask) => {
      if ((mask & request.mask) !== 0) this.#send();
    });
    this.#send();
  }

  /** No events until they are wanted again; the latest one then. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    this.resume();
  }

  /** There may be room again. */
  resume(): void {
    if (this.#isDue) this.#send();
  }

  close(): void {
    this.#unsubscribe();
    this.#isDue = false;
  }

  #send(): void {
    this.#isDue = this.#isHeld || this.#outbox.isBehind;
    if (this.#isDue) return;
    const { id, type, count } = this.#request;
    const data = valueFor(this.channel, type, count);
    this.#outbox.send((writer) => writeDbr(writer, { command: Command.eventAdd, type, p1: NORMAL, p2: id }, data));
  }
}
