import type { CallError } from './call-error.ts';
import { closedError } from './call-failures.ts';

/** Something that is done with a channel, now and whenever it comes back. */
export interface ChannelUser {
  /** The channel may be used. */
  connected(): void;
  /** It may not any more; nothing of what was asked will be answered. */
  lost(why: CallError): void;
}

/** All that is done with a channel. */
export class ChannelUsers {
  readonly #users = new Set<ChannelUser>();

  /** It is told from now on. */
  add(user: ChannelUser): void {
    this.#users.add(user);
  }

  delete(user: ChannelUser): void {
    this.#users.delete(user);
  }

  connected(): void {
    for (const user of this.#users) user.connected();
  }

  lost(why: CallError): void {
    for (const user of this.#users) user.lost(why);
  }

  /** For good. An error takes longer to make than all else, and mostly there is nobody to be told. */
  closed(source: string, why: CallError | undefined): void {
    if (this.#users.size === 0) return;
    this.lost(why ?? closedError(source));
    this.#users.clear();
  }
}
