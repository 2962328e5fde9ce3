import type { DevgenError } from '../../core/contract/errors.ts';
import { Listeners } from '../../core/support/listeners.ts';
import type { RemoteMessage } from '../codec/message/operation.ts';
import type { SearchResponse } from '../codec/message/search.ts';
import { TypeTable } from '../codec/type/type-table.ts';
import type { Status } from '../codec/wire/status.ts';
import { type Endpoint, endpointText } from './address/endpoint.ts';
import { beaconAddresses, type PvaEnvironment, readEnvironment } from './address/pva-environment.ts';
import { CallBook } from '../../core/support/call-book.ts';
import { closedError } from './call/failures.ts';
import { Channel } from './channel/channel.ts';
import type { ChannelHost } from './channel/channel-host.ts';
import type { PvaClientOptions } from './context-options.ts';
import { type Identity, introduce, ownIdentity } from './identity.ts';
import { SearchEngine } from './search/search-engine.ts';
import { Circuit } from './transport/circuit.ts';
import type { CircuitOwner } from './transport/circuit-party.ts';
import { authenticationWarning, duplicateWarning, messageWarning } from './warnings.ts';

const CONNECT_TIMEOUT = 5_000;
const PROTOCOL = 'tcp';
/** Duplicates that are remembered: whoever floods the network with names of servers must not fill the memory. */
const MOST_REPORTED = 10_000;

/** What all channels of a client share: connections, searches, deadlines, types. */
export class Context implements ChannelHost, CircuitOwner {
  readonly environment: PvaEnvironment;
  readonly calls: CallBook = new CallBook();
  readonly types: TypeTable = new TypeTable();
  readonly warnings: Listeners<DevgenError> = new Listeners();
  /** Every answer of a server, also those to nobody's question. */
  readonly answers: Listeners<{ readonly response: SearchResponse; readonly server: string }> = new Listeners();
  readonly search: SearchEngine;
  readonly #options: PvaClientOptions;
  readonly #identity: Identity;
  readonly #ignored: ReadonlySet<string>;
  readonly #circuits = new Map<string, Circuit>();
  readonly #ending = new Set<Circuit>();
  readonly #channels = new Map<number, Channel>();
  readonly #reported = new Set<string>();
  #lastCid = 0;

  constructor(options: PvaClientOptions) {
    this.#options = options;
    this.environment = readEnvironment(options.environment);
    this.#identity = ownIdentity(options.user);
    this.#ignored = new Set(options.ignoreServers?.map((guid) => guid.toLowerCase()));
    this.search = new SearchEngine(this.environment, options.beacons ?? beaconAddresses(this.environment), {
      circuitAt: (endpoint) => this.circuitAt(endpoint),
      searchAnswered: (response, host) => this.#answered(response, host),
      tryDirectly: (cid, endpoint) => this.#channels.get(cid)?.found(endpoint),
    });
  }

  get asked(): readonly string[] {
    return this.search.asked;
  }

  newChannel(name: string, server?: Endpoint): Channel {
    do this.#lastCid = (this.#lastCid + 1) >>> 0;
    while (this.#channels.has(this.#lastCid));
    const channel = new Channel(this.#lastCid, name, this, server);
    this.#channels.set(channel.cid, channel);
    return channel;
  }

  circuitAt(endpoint: Endpoint): Circuit {
    const where = endpointText(endpoint);
    const known = this.#circuits.get(where);
    if (known !== undefined) return known;
    const { connectTimeout = CONNECT_TIMEOUT, maxMessage } = this.#options;
    const circuit = new Circuit(
      endpoint,
      {
        connectTimeout,
        ...(maxMessage === undefined ? {} : { maxMessage }),
        silence: this.environment.silence,
        introduce: (request) => introduce(request, this.#identity),
      },
      this,
    );
    this.#circuits.set(where, circuit);
    return circuit;
  }

  seek(channel: Channel): void {
    this.search.seek(channel);
  }

  seekAgain(channel: Channel): void {
    this.search.seekAgain(channel);
  }

  putOff(channel: Channel): void {
    this.search.putOff(channel);
  }

  stopSeeking(channel: Channel): void {
    this.search.stop(channel);
  }

  forget(channel: Channel): void {
    this.#channels.delete(channel.cid);
  }

  circuitLost(circuit: Circuit): void {
    if (this.#circuits.get(circuit.where) === circuit) this.#circuits.delete(circuit.where);
    this.#ending.add(circuit);
    void circuit.gone.then(() => this.#ending.delete(circuit));
    this.search.circuitLost(circuit);
  }

  searchAnswered(response: SearchResponse, host: string, circuit: Circuit): void {
    this.search.answered(circuit);
    this.#answered(response, host, circuit.endpoint.port);
  }

  messageReceived(circuit: Circuit, message: RemoteMessage): void {
    this.warnings.tell(messageWarning(circuit.where, message));
  }

  notBelieved(circuit: Circuit, method: string, status: Status): void {
    this.warnings.tell(authenticationWarning(circuit.where, method, status));
  }

  /** When it resolves, no socket and no timer is left. */
  async close(): Promise<void> {
    const why = closedError('PV Access');
    for (const channel of this.#channels.values()) channel.close(why);
    const searched = this.search.close();
    for (const circuit of this.#circuits.values()) circuit.close();
    this.calls.close();
    await Promise.all([searched, ...Array.from(this.#ending, ({ gone }) => gone)]);
  }

  /** `port` is that of the connection, where the answer came by one. */
  #answered(response: SearchResponse, host: string, port = 0): void {
    if (response.protocol !== PROTOCOL || this.#ignored.has(response.guid)) return;
    const endpoint = { host: response.address ?? host, port: response.port === 0 ? port : response.port };
    if (endpoint.port === 0) return;
    this.answers.tell({ response, server: endpointText(endpoint) });
    if (!response.found) return;
    for (const cid of response.cids) this.#found(cid, endpoint, response.guid);
  }

  #found(cid: number, endpoint: Endpoint, guid: string): void {
    const channel = this.#channels.get(cid);
    if (channel === undefined) return;
    if (channel.guid === undefined || channel.guid === guid) return channel.found(endpoint, guid);
    this.#reportDuplicate(channel, endpoint, guid);
  }

  /** Once for each server that claims it. */
  #reportDuplicate(channel: Channel, other: Endpoint, guid: string): void {
    const key = `${channel.cid} ${guid}`;
    if (this.#reported.has(key)) return;
    if (this.#reported.size >= MOST_REPORTED) this.#reported.clear();
    this.#reported.add(key);
    this.warnings.tell(duplicateWarning(channel.name, channel.server, endpointText(other)));
  }
}
