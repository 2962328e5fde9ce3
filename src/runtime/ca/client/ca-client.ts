import { DevgenError } from '../../core/contract/errors.ts';
import type { Io } from '../../core/contract/seam.ts';
import { bulkGet, bulkMap, type Wanted } from '../../core/support/bulk-get.ts';
import type { Endpoint } from '../../core/support/endpoint.ts';
import { timeLimit } from '../../core/support/time-limit.ts';
import { requireEndpoint } from './address/ca-environment.ts';
import { CaChannel } from './ca-channel.ts';
import type { CaData } from '../codec/value/ca-data.ts';
import type { CaResult } from './ca-result.ts';
import { Context } from './context.ts';
import type { CaClientOptions } from './context-options.ts';
import { askValue, type ValueOptions } from './operation/value-request.ts';
import type { ServerHeard } from './search/beacon-table.ts';
import { LONGEST_NAME } from './search/search-packet.ts';

/** The PVs of any number of servers, over one connection a server. */
export class CaClient {
  readonly #context: Context;
  readonly #channels = new Map<string, CaChannel>();

  /** Throws `ADDRESS.UNKNOWN` or `VALUE.TYPE` for environment variables that make no sense. */
  constructor(options: CaClientOptions = {}) {
    this.#context = new Context(options);
  }

  /**
   * A PV by its name, on whatever server has it; the same name gives the same object until that is closed. With
   * `server`, `host:port`, it is dialled there and never searched for.
   */
  channel(name: string, server?: string): CaChannel {
    const endpoint = server === undefined ? undefined : this.#endpointOf(server);
    const key = endpoint === undefined ? name : `${name}\n${endpoint.host} ${endpoint.port}`;
    const known = this.#channels.get(key);
    if (known !== undefined && known.state.state !== 'closed') return known;
    if (name === '' || name.includes('\0') || Buffer.byteLength(name) > LONGEST_NAME) throw noName(name);
    const channel = new CaChannel(this.#context.newChannel(name, endpoint));
    this.#channels.set(key, channel);
    return channel;
  }

  /**
   * Gets many PVs at once: by name, each with its data or its own error. Names that nobody answers to cost a few
   * searches, not all of the deadline, unless packets are seen to get lost.
   */
  async getMany(
    names: readonly string[],
    options: ValueOptions = {},
    io: Io = timeLimit(),
  ): Promise<ReadonlyMap<string, CaResult>> {
    return bulkMap(this.#wanted(names, options), io, this.#context.calls);
  }

  /** As {@link getMany}, and tells of each as it comes. */
  async getEach(
    names: readonly string[],
    on: (name: string, result: CaResult) => void,
    options: ValueOptions = {},
    io: Io = timeLimit(),
  ): Promise<void> {
    await bulkGet(this.#wanted(names, options), io, this.#context.calls, on);
  }

  /** Told of what is no error of a call: duplicate PVs, puts that were refused later. The function returned ends it. */
  onWarning(on: (warning: DevgenError) => void): () => void {
    return this.#context.warnings.add(on);
  }

  /**
   * Told of servers that come up, or come up again, as the repeater of this host hears it; without one, of none. The
   * function returned ends it.
   */
  onServer(on: (heard: ServerHeard) => void): () => void {
    this.#context.search.open();
    return this.#context.search.heard.add(on);
  }

  /** Ends every call, monitor and connection; when it resolves, no socket and no timer is left. */
  close(): Promise<void> {
    return this.#context.close();
  }

  #endpointOf(server: string): Endpoint {
    return requireEndpoint(server, this.#context.environment.serverPort);
  }

  #wanted(names: readonly string[], options: ValueOptions): readonly Wanted<CaData>[] {
    const ask = askValue(options);
    return Array.from(new Set(names), (name) => this.channel(name).wanted(ask));
  }
}

function noName(name: string): DevgenError {
  return new DevgenError(`a PV name of ${Buffer.byteLength(name)} bytes`, {
    code: 'ADDRESS.UNKNOWN',
    expected: `1 to ${LONGEST_NAME} bytes`,
    actual: name.slice(0, 40),
    hint: 'name the PV as the IOC does',
  });
}
