import type { CallError } from '../call/call-error.ts';

/** Something that is done with a channel, now and whenever it comes back. */
export interface ChannelUser {
  /** The channel may be used. */
  connected(): void;
  /** It may not any more; nothing of what was asked will be answered. */
  lost(why: CallError): void;
}
