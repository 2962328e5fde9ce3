import type { AccessRights, ChannelCreated } from '../../codec/message/channel.ts';
import type { RemoteMessage } from '../../codec/message/operation.ts';
import type { SearchResponse } from '../../codec/message/search.ts';
import type { Status } from '../../codec/wire/status.ts';
import type { PvDataReader } from '../../codec/wire/reader.ts';
import type { CallError } from '../call/call-error.ts';
import type { Circuit } from './circuit.ts';

/** A channel on a circuit. */
export interface CircuitChannel {
  readonly cid: number;
  readonly name: string;
  created(created: ChannelCreated): void;
  /** The server has it no more. */
  destroyed(): void;
  accessChanged(rights: AccessRights): void;
  circuitLost(why: CallError): void;
}

/** An operation on a circuit, until it is ended and nothing of it can come any more. */
export interface CircuitOperation {
  /** The reader stands behind the operation's number; it must be read to the end, as types may be defined in it. */
  reply(reader: PvDataReader): void;
}

/** Who holds the circuits together. */
export interface CircuitOwner {
  circuitLost(circuit: Circuit): void;
  searchAnswered(response: SearchResponse, host: string, circuit: Circuit): void;
  messageReceived(circuit: Circuit, message: RemoteMessage): void;
  /** It goes on, as nobody in particular. */
  notBelieved(circuit: Circuit, method: string, status: Status): void;
}
