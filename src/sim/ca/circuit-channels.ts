import type { ServedChannel } from './served-channel.ts';
import type { Subscription } from './subscription.ts';

/** A channel as one client has it. */
export interface CircuitChannel {
  readonly cid: number;
  readonly sid: number;
  readonly channel: ServedChannel;
  /** By the client's numbers. */
  readonly subscriptions: Map<number, Subscription>;
}

/** The channels of one client. */
export class CircuitChannels {
  readonly #channels = new Map<number, CircuitChannel>();
  #lastSid = 0;
  #subscriptions = 0;

  get size(): number {
    return this.#channels.size;
  }

  get subscriptions(): number {
    return this.#subscriptions;
  }

  open(cid: number, channel: ServedChannel): CircuitChannel {
    this.#lastSid += 1;
    const opened = { cid, sid: this.#lastSid, channel, subscriptions: new Map<number, Subscription>() };
    this.#channels.set(opened.sid, opened);
    return opened;
  }

  get(sid: number): CircuitChannel | undefined {
    return this.#channels.get(sid);
  }

  of(channel: ServedChannel): readonly CircuitChannel[] {
    return [...this.#channels.values()].filter((each) => each.channel === channel);
  }

  subscribe({ subscriptions }: CircuitChannel, id: number, subscription: Subscription): void {
    this.unsubscribe(subscriptions, id);
    subscriptions.set(id, subscription);
    this.#subscriptions += 1;
  }

  unsubscribe(subscriptions: Map<number, Subscription>, id: number): void {
    const subscription = subscriptions.get(id);
    if (subscription === undefined) return;
    subscription.close();
    subscriptions.delete(id);
    this.#subscriptions -= 1;
  }

  close({ sid, subscriptions }: CircuitChannel): void {
    for (const id of subscriptions.keys()) this.unsubscribe(subscriptions, id);
    this.#channels.delete(sid);
  }

  each(on: (subscription: Subscription) => void): void {
    for (const { subscriptions } of this.#channels.values()) for (const each of subscriptions.values()) on(each);
  }

  clear(): void {
    for (const channel of this.#channels.values()) this.close(channel);
  }
}
