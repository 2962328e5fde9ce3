import { DevgenError } from '../../core/contract/errors.ts';
import type { Io } from '../../core/contract/seam.ts';
import { timeLimit } from '../../core/support/time-limit.ts';
import { type Endpoint, endpointText, requireEndpoint } from './address/endpoint.ts';
import { bulkGet, bulkMap, type Wanted } from '../../core/support/bulk-get.ts';
import { Context } from './context.ts';
import type { PvaClientOptions } from './context-options.ts';
import type { PvaResult, PvaTypeResult } from './operation/data.ts';
import { PvaChannel } from './pva-channel.ts';
import { PvaServer } from './pva-server.ts';
import type { ServerHeard } from './search/beacon-table.ts';
import { Discovery, type DiscoveryEvent } from './search/discovery.ts';

/** No packet holds more. */
const LONGEST_NAME = 60_000;

/** The PVs of any number of servers, over one connection a server. */
export class PvaClient {
  readonly #context: Context;
  readonly #discoveries = new Set<Discovery>();
  readonly #channels = new Map<string, PvaChannel>();

  /** Throws `ADDRESS.UNKNOWN` or `VALUE.TYPE` for environment variables that make no sense. */
  constructor(options: PvaClientOptions = {}) {
    this.#context = new Context(options);
  }

  /**
   * A PV by its name, on whatever server has it; the same name gives the same object until that is closed. With
   * `server`, `host:port`, it is dialled there and never searched for.
   */
  channel(name: string, server?: string): PvaChannel {
    const endpoint = server === undefined ? undefined : this.#endpointOf(server);
    const key = endpoint === undefined ? name : `${name}\n${endpoint.host} ${endpoint.port}`;
    const known = this.#channels.get(key);
    if (known !== undefined && known.state.state !== 'closed') return known;
    if (name === '' || Buffer.byteLength(name) > LONGEST_NAME) throw noName(name);
    const channel = new PvaChannel(this.#context.newChannel(name, endpoint));
    this.#channels.set(key, channel);
    return channel;
  }

  /** The server at `host:port`. */
  server(endpoint: string): PvaServer {
    const at = this.#endpointOf(endpoint);
    return new PvaServer(
      endpointText(at),
      this.#context.calls,
      (name) => new PvaChannel(this.#context.newChannel(name, at)),
    );
  }

  /**
   * Gets many PVs at once: by name, each with its data or its own error. Names that nobody answers to cost two searches,
   * not all of the deadline, unless packets are seen to get lost.
   */
  async getMany(names: readonly string[], request = '', io: Io = timeLimit()): Promise<ReadonlyMap<string, PvaResult>> {
    return bulkMap(
      this.#wanted(names, (channel) => channel.wanted(request)),
      io,
      this.#context.calls,
    );
  }

  /** As {@link getMany}, and tells of each as it comes. */
  async getEach(
    names: readonly string[],
    on: (name: string, result: PvaResult) => void,
    request = '',
    io: Io = timeLimit(),
  ): Promise<void> {
    const wanted = this.#wanted(names, (channel) => channel.wanted(request));
    await bulkGet(wanted, io, this.#context.calls, on);
  }

  /** The types of many PVs at once, without a value, told of as they come. Gives up as {@link getMany} does. */
  async introspectEach(
    names: readonly string[],
    on: (name: string, result: PvaTypeResult) => void,
    io: Io = timeLimit(),
  ): Promise<void> {
    const wanted = this.#wanted(names, (channel) => channel.wantedType());
    await bulkGet(wanted, io, this.#context.calls, on);
  }

  /** Asks again and again which servers are there, and tells of changes; the function returned ends it. */
  discover(on: (event: DiscoveryEvent) => void): () => void {
    const discovery = new Discovery(() => this.#context.search.ping(), this.#context.answers, on);
    this.#discoveries.add(discovery);
    return () => {
      discovery.stop();
      this.#discoveries.delete(discovery);
    };
  }

  /**
   * Told of servers that come up, come up again or have other PVs than before, where their beacons are heard: on this
   * host's networks that are searched. The function returned ends it.
   */
  onServer(on: (heard: ServerHeard) => void): () => void {
    this.#context.search.open();
    return this.#context.search.heard.add(on);
  }

  /** Told of what is no error of a call: duplicate PVs, messages of servers. The function returned ends it. */
  onWarning(on: (warning: DevgenError) => void): () => void {
    return this.#context.warnings.add(on);
  }

  /** Ends every call, monitor and connection; when it resolves, no socket and no timer is left. */
  close(): Promise<void> {
    for (const discovery of this.#discoveries) discovery.stop();
    return this.#context.close();
  }

  #endpointOf(server: string): Endpoint {
    return requireEndpoint(server, this.#context.environment.serverPort);
  }

  #wanted<D>(names: readonly string[], want: (channel: PvaChannel) => Wanted<D>): readonly Wanted<D>[] {
    return Array.from(new Set(names), (name) => want(this.channel(name)));
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
