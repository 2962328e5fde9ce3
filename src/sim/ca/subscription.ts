import { type CaWriter, Command, type DbrData, Status, writeDbr, writeHead } from '@devgen/runtime/ca/codec';
import type { Outbox } from '../socket/outbox.ts';
import type { ServedChannel } from './served-channel.ts';
import { valueFor } from './value.ts';

/** What a client asked to be told. */
export interface EventRequest {
  readonly id: number;
  readonly type: number;
  readonly count: number;
  readonly mask: number;
}

/** Events of one channel: the first at once, the others as it changes. What a client has no room for is joined. */
export class Subscription {
  readonly channel: ServedChannel;
  readonly #request: EventRequest;
  readonly #outbox: Outbox<CaWriter>;
  readonly #unsubscribe: () => void;
  #isHeld = false;
  #isDue = false;

  constructor(channel: ServedChannel, request: EventRequest, outbox: Outbox<CaWriter>) {
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
    const head = { command: Command.eventAdd, type, p2: id };
    let data: DbrData;
    try {
      data = valueFor(this.channel, type, count);
    } catch {
      return this.#outbox.send((writer) => writeHead(writer, { ...head, count, p1: Status.getFailed }));
    }
    this.#outbox.send((writer) => writeDbr(writer, { ...head, p1: Status.normal }, data));
  }
}
