import type { CaChannel } from '../client/ca-channel.ts';
import type { CaClient } from '../client/ca-client.ts';

/** The channels of a connector, each there for as long as a port has it. */
export class SharedChannels {
  readonly #client: CaClient;
  readonly #users = new Map<CaChannel, number>();

  constructor(client: CaClient) {
    this.#client = client;
  }

  acquire(name: string): CaChannel {
    const channel = this.#client.channel(name);
    this.#users.set(channel, (this.#users.get(channel) ?? 0) + 1);
    return channel;
  }

  /** Closes it when nobody has it any more. */
  release(channel: CaChannel): void {
    const users = (this.#users.get(channel) ?? 1) - 1;
    if (users > 0) this.#users.set(channel, users);
    else {
      this.#users.delete(channel);
      channel.close();
    }
  }
}
