import type { DevgenError } from '../../core/contract/errors.ts';
import { CallBook } from '../../core/support/call-book.ts';
import { type Endpoint, endpointText } from '../../core/support/endpoint.ts';
import { Listeners } from '../../core/support/listeners.ts';
import type { SearchResponse } from '../codec/message/search.ts';
import type { ServerError } from '../codec/message/server-error.ts';
import { type CaEnvironment, readEnvironment } from './address/ca-environment.ts';
import { closedError } from './call/failures.ts';
import { Channel } from './channel/channel.ts';
import type { ChannelHost } from './channel/channel-host.ts';
import type { CaClientOptions } from './context-options.ts';
import { ownIdentity } from './identity.ts';
import { SearchEngine } from './search/search-engine.ts';
import { Circuit, type CircuitOptions } from './transport/circuit.ts';
import type { CircuitOwner } from './transport/circuit-party.ts';
import { duplicateWarning, messageWarning } from './warnings.ts';

const CONNECT_TIMEOUT = 5_000;
/** Duplicates that are remembered: whoever floods the network with answers must not fill the memory. */
const MOST_REPORTED = 10_000;

/** What all channels of a client share: connections, searches, deadlines. */
export class Context implements ChannelHost, CircuitOwner {
  readonly environment: CaEnvironment;
  readonly calls: CallBook = new CallBook();
  readonly warnings: Listeners<DevgenError> = new Listeners();
  readonly search: SearchEngine;
  readonly #circuitOptions: CircuitOptions;
  readonly #circuits = new Map<string, Circuit>();
  readonly #ending = new Set<Circuit>();
  readonly #channels = new Map<number, Channel>();
  readonly #reported = new Set<string>();
  #lastCid = 0;

  constructor({ environment, user, connectTimeout = CONNECT_TIMEOUT, maxValue }: CaClientOptions) {
    this.environment = readEnvironment(environment);
    const { silence, maxArrayBytes } = this.environment;
    this.#circuitOptions = {
      connectTimeout,
      maxPayload: maxValue ?? maxArrayBytes,
      silence,
      identity: ownIdentity(user),
    };
    this.search = new SearchEngine(this.environment, {
      circuitAt: (endpoint) => this.circuitAt(endpoint),
      searchAnswered: (response, host) => this.#answered(response, host),
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
    const circuit = new Circuit(endpoint, this.#circuitOptions, this);
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

  searchAnswered(response: SearchResponse, circuit: Circuit): void {
    this.#answered(response, circuit.endpoint.host);
  }

  messageReceived(circuit: Circuit, error: ServerError): void {
    const source = this.#channels.get(error.cid)?.source;
    this.warnings.tell(messageWarning(circuit.where, source, error));
  }

  /** When it resolves, no socket and no timer is left. */
  async close(): Promise<void> {
    const why = closedError('Channel Access');
    for (const channel of this.#channels.values()) channel.close(why);
    const searched = this.search.close();
    for (const circuit of this.#circuits.values()) circuit.close();
    this.calls.close();
    await Promise.all([searched, ...Array.from(this.#ending, ({ gone }) => gone)]);
  }

  #answered({ cid, host, port }: SearchResponse, sender: string): void {
    const channel = this.#channels.get(cid);
    if (channel === undefined || port === 0) return;
    const endpoint = { host: host ?? sender, port };
    if (!channel.found(endpoint)) this.#reportDuplicate(channel, endpointText(endpoint));
  }

  /** Once for each server that claims it. */
  #reportDuplicate(channel: Channel, other: string): void {
    const key = `${channel.cid} ${other}`;
    if (this.#reported.has(key)) return;
    if (this.#reported.size >= MOST_REPORTED) this.#reported.clear();
    this.#reported.add(key);
    this.warnings.tell(duplicateWarning(channel.name, channel.server, other));
  }
}
