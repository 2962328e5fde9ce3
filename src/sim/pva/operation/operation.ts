import type { PvDataReader, PvDataWriter, Status } from '@devgen/runtime/pva/codec';
import type { ServedPv } from '../value/served-pv.ts';

/** What an operation knows of where it is. */
export interface OperationHost {
  readonly pv: ServedPv;
  readonly command: number;
  readonly ioid: number;
  /** Whether the client reads less than it is sent. */
  readonly isBehind: boolean;
  /** An answer; `body` follows where the status is a success. */
  reply(sub: number, status: Status, body?: (writer: PvDataWriter) => void): void;
  /** An update of a monitor, which has no status. */
  update(body: (writer: PvDataWriter) => void): void;
  /** It is over, and its number free. */
  end(): void;
}

/** What a client began with a channel, until it ends it. */
export interface Operation {
  /** A request after the first one. */
  request(sub: number, reader: PvDataReader): void;
  /** There is room for updates again. */
  drained?(): void;
  /** The client or the channel is gone, or the client wants no more of it. */
  close?(): void;
}

/** Begins one: reads the rest of the first request and answers it. Throws what is then answered instead. */
export type BeginOperation = (host: OperationHost, sub: number, reader: PvDataReader) => Operation;
