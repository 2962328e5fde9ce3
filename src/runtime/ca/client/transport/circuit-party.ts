import type { AccessRights, ChannelCreated } from '../../codec/message/channel.ts';
import type { Message } from '../../codec/message/message.ts';
import type { SearchResponse } from '../../codec/message/search.ts';
import type { ServerError } from '../../codec/message/server-error.ts';
import type { CallError } from '../call/call-error.ts';
import type { Circuit } from './circuit.ts';

/** A channel on a circuit. */
export interface CircuitChannel {
  readonly cid: number;
  readonly name: string;
  accessChanged(rights: AccessRights): void;
  created(created: ChannelCreated): void;
  refused(): void;
  /** The server has it no more. */
  destroyed(): void;
  circuitLost(why: CallError): void;
}

/** Something that was asked on a circuit, until nothing of it can come any more. */
export interface CircuitRequest {
  /** An answer or event; the message is only valid during the call. */
  reply(message: Message): void;
  /** The server could not do it. */
  refused(error: ServerError): void;
}

/** Who holds the circuits together. */
export interface CircuitOwner {
  circuitLost(circuit: Circuit): void;
  searchAnswered(response: SearchResponse, circuit: Circuit): void;
  /** What concerns no request that is waited for. */
  messageReceived(circuit: Circuit, error: ServerError): void;
}
