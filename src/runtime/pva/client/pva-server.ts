import type { Io } from '../../core/contract/seam.ts';
import { timeLimit } from '../../core/support/time-limit.ts';
import { protocolError } from '../codec/protocol-error.ts';
import type { PvaStruct } from '../codec/value/pva-value.ts';
import type { CallBook } from '../../core/support/call-book.ts';
import { bulkGet, bulkMap, type BulkResult, type Wanted } from '../../core/support/bulk-get.ts';
import type { PvaResult } from './operation/data.ts';
import type { PvaChannel } from './pva-channel.ts';

/** The PV under which a server answers for itself; it is never found by searching. */
const SERVER_PV = 'server';

/** A server, asked for itself at its address. */
export class PvaServer {
  /** `host:port` */
  readonly endpoint: string;
  readonly #calls: CallBook;
  readonly #open: (name: string) => PvaChannel;

  /** Made by {@link PvaClient.server}. */
  constructor(endpoint: string, calls: CallBook, open: (name: string) => PvaChannel) {
    this.endpoint = endpoint;
    this.#calls = calls;
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

  /**
   * Gets many PVs of this server at once, without a search. What it does not have is refused at once (`PVA.REFUSED`), and
   * delays no other.
   */
  async getMany(names: readonly string[], request = '', io: Io = timeLimit()): Promise<ReadonlyMap<string, PvaResult>> {
    return this.#many(
      names,
      (channel) => channel.wanted(request),
      (wanted) => bulkMap(wanted, io, this.#calls),
    );
  }

  /** As {@link getMany}, and tells of each as it comes. Some servers never answer for what they do not have. */
  getEach(
    names: readonly string[],
    on: (name: string, result: PvaResult) => void,
    request = '',
    io: Io = timeLimit(),
  ): Promise<void> {
    return this.#many(
      names,
      (channel) => channel.wanted(request),
      (wanted) => bulkGet(wanted, io, this.#calls, on),
    );
  }

  /** Those of these names that the server says it does not have. Nothing is asked of the others. */
  async lacks(names: readonly string[], io: Io = timeLimit()): Promise<readonly string[]> {
    const lacking = new Set<string>();
    const note = (name: string, result: BulkResult<void>): void => {
      if (!result.ok && result.error.code === 'PVA.REFUSED') lacking.add(name);
    };
    await this.#many(
      names,
      (channel) => channel.wantedConnection(),
      (wanted) => bulkGet(wanted, io, this.#calls, note),
    );
    return names.filter((name) => lacking.has(name));
  }

  async #many<D, R>(
    names: readonly string[],
    want: (channel: PvaChannel) => Wanted<D>,
    get: (wanted: readonly Wanted<D>[]) => Promise<R>,
  ): Promise<R> {
    const channels = Array.from(new Set(names), (name) => this.#open(name));
    try {
      return await get(channels.map(want));
    } finally {
      for (const channel of channels) channel.close();
    }
  }

  async #call(op: string, io: Io): Promise<PvaStruct> {
    const channel = this.#open(SERVER_PV);
    try {
      const result = await channel.rpc({ op }, io);
      if (result === null) throw protocolError(`${this.endpoint} answers nothing`);
      return result.value as PvaStruct;
    } finally {
      channel.close();
    }
  }
}
