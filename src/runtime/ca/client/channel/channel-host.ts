import type { CallBook } from '../../../core/support/call-book.ts';
import type { Endpoint } from '../../../core/support/endpoint.ts';
import type { Circuit } from '../transport/circuit.ts';
import type { Channel } from './channel.ts';

/** What a channel needs of its client. */
export interface ChannelHost {
  readonly calls: CallBook;
  /** Whom searches are sent to, for messages. */
  readonly asked: readonly string[];
  circuitAt(endpoint: Endpoint): Circuit;
  seek(channel: Channel): void;
  seekAgain(channel: Channel): void;
  putOff(channel: Channel): void;
  stopSeeking(channel: Channel): void;
  forget(channel: Channel): void;
}
