/** A protocol's channel, of which there is one a name however many ports have it. */
interface Closable {
  close(): void;
}

/** The channels of a connector, each there for as long as a port has it. */
export class SharedChannels<C extends Closable> {
  readonly #open: (name: string) => C;
  readonly #users = new Map<C, number>();

  /** `open` gives the same channel for a name until that is closed. */
  constructor(open: (name: string) => C) {
    this.#open = open;
  }

  acquire(name: string): C {
    const channel = this.#open(name);
    this.#users.set(channel, (this.#users.get(channel) ?? 0) + 1);
    return channel;
  }

  /** Closes it when nobody has it any more. */
  release(channel: C): void {
    const users = (this.#users.get(channel) ?? 1) - 1;
    if (users > 0) this.#users.set(channel, users);
    else {
      this.#users.delete(channel);
      channel.close();
    }
  }
}
