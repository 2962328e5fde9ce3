import type { Io } from '../../core/contract/seam.ts';
import { timeLimit } from '../../core/support/time-limit.ts';
import { protocolError } from '../codec/protocol-error.ts';
import type { PvaStruct } from '../codec/value/pva-value.ts';
import type { PvaChannel } from './pva-channel.ts';

/** The PV under which a server answers for itself; it is never found by searching. */
export const SERVER_PV = 'server';

/** A server, asked for itself at its address. */
export class PvaServer {
  /** `host:port` */
  readonly endpoint: string;
  readonly #open: () => PvaChannel;

  /** Made by {@link PvaClient.server}. */
  constructor(endpoint: string, open: () => PvaChannel) {
    this.endpoint = endpoint;
    this.#open = open;
  }

  /** The names of all PVs that it has; groups and aliases among them. Gateways may refuse. */
  async channels(io: Io = timeLimit()): Promise<readonly string[]> {
    const { value } = await this.#call('channels', io);
    if (!Array.isArray(value)) throw protocolError(`${this.endpoint} lists no channels`);
    return value as readonly string[];
  }

  /** What the server tells of itself: its version, mostly. */
  info(io: Io = timeLimit()): Promise<PvaStruct> {
    return this.#call('info', io);
  }

  async #call(op: string, io: Io): Promise<PvaStruct> {
    const channel = this.#open();
    try {
      const result = await channel.rpc({ op }, io);
      if (result === null) throw protocolError(`${this.endpoint} answers nothing`);
      return result.value as PvaStruct;
    } finally {
      channel.close();
    }
  }
}
