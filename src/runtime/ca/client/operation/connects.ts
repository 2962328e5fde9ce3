import type { Io } from '../../../core/contract/seam.ts';
import type { Wish } from '../../../core/support/call.ts';
import type { CallError } from '../call/call-error.ts';
import { closedCallError } from '../call/failures.ts';
import type { Channel } from '../channel/channel.ts';
import { Operation } from './operation.ts';

/** All who wait until a channel is connected, and ask nothing of it. */
export class Connects extends Operation {
  readonly #wishes = new Set<Wish>();

  constructor(channel: Channel) {
    super(channel);
    channel.addUser(this);
  }

  connect(io: Io): Promise<void> {
    return this.call('connect', io, (wish) => {
      this.#wishes.add(wish);
      this.channel.want();
      if (this.channel.isConnected) this.connected();
    });
  }

  connected(): void {
    this.#settleAll((wish) => wish.resolve(undefined));
  }

  lost(why: CallError): void {
    if (why.code === 'LINK.CLOSED') this.#settleAll((wish) => wish.reject(closedCallError(wish, this.channel.source)));
  }

  withdrawn(wish: Wish): void {
    this.#wishes.delete(wish);
    this.channel.unwant();
  }

  #settleAll(settle: (wish: Wish) => void): void {
    const wishes = [...this.#wishes];
    this.#wishes.clear();
    for (const wish of wishes) {
      this.channel.unwant();
      settle(wish);
    }
  }
}
