import type { RemoteInfo } from 'node:dgram';
import { type Endpoint, endpointText } from '../../../core/support/endpoint.ts';
import { Listeners } from '../../../core/support/listeners.ts';
import { Spaced } from '../../../core/support/spaced.ts';
import type { Beacon } from '../../codec/message/beacon.ts';
import { Command } from '../../codec/message/command.ts';
import { MessageStream } from '../../codec/message/message-stream.ts';
import { readSearchResponse, type SearchResponse, type SoughtName } from '../../codec/message/search.ts';
import type { CaEnvironment } from '../address/ca-environment.ts';
import type { Circuit } from '../transport/circuit.ts';
import { BackOff, type BackingOff } from './back-off.ts';
import { BeaconTable, type ServerHeard } from './beacon-table.ts';
import { NameServer } from './name-server.ts';
import { Repeater } from './repeater.ts';
import { searchPackets } from './search-packet.ts';
import { SearchSocket } from './search-socket.ts';

/** Milliseconds between two hurries: whoever starts a facility starts many servers. */
const CALM = 10_000;

export interface SearchTarget extends BackingOff, SoughtName {}

export interface SearchOwner {
  circuitAt(endpoint: Endpoint): Circuit;
  searchAnswered(response: SearchResponse, host: string): void;
}

/** Looks for channels, by UDP and of name servers, until they are found or nobody wants them any more. */
export class SearchEngine {
  /** Told of servers that come up. */
  readonly heard: Listeners<ServerHeard> = new Listeners();
  readonly #owner: SearchOwner;
  readonly #destinations: readonly Endpoint[];
  readonly #socket: SearchSocket;
  readonly #nameServers: readonly NameServer[];
  readonly #waiting = new BackOff<SearchTarget>((targets) => this.#ask(targets));
  readonly #fresh = new Set<SearchTarget>();
  readonly #repeater: Repeater;
  readonly #beacons = new BeaconTable();
  /** A server has come up: what is looked for may be there now. */
  readonly #hurry = new Spaced(CALM, () => this.#waiting.hurry());
  #gathering: ReturnType<typeof setImmediate> | undefined;
  #opened = false;
  #closed = false;

  constructor({ destinations, nameServers, repeaterPort }: CaEnvironment, owner: SearchOwner) {
    this.#owner = owner;
    this.#destinations = destinations;
    this.#socket = new SearchSocket(destinations, (bytes, from) => this.#received(bytes, from));
    this.#nameServers = nameServers.map((endpoint) => new NameServer(endpoint, this));
    this.#repeater = new Repeater(repeaterPort, (beacon, sender) => this.#beaconHeard(beacon, sender));
  }

  /** Whom searches are sent to, for messages. */
  get asked(): readonly string[] {
    return [...this.#destinations.map(endpointText), ...this.#nameServers.map(({ where }) => `tcp ${where}`)];
  }

  get sought(): readonly SearchTarget[] {
    return [...this.#fresh, ...this.#waiting.all];
  }

  circuitAt(endpoint: Endpoint): Circuit {
    return this.#owner.circuitAt(endpoint);
  }

  /** Asks together with all that is sought in the same turn of the event loop, and then again and again. */
  seek(target: SearchTarget): void {
    if (this.#closed) return;
    this.open();
    this.#waiting.remove(target);
    target.tries = 0;
    this.#fresh.add(target);
    this.#gathering ??= setImmediate(() => this.#askFresh());
  }

  /** Asks again soon: what was lost with its server is not there at once, and who could not be reached may not be. */
  seekAgain(target: SearchTarget): void {
    if (!this.#closed) this.#waiting.later(target);
  }

  /** Asks again, but late. */
  putOff(target: SearchTarget): void {
    if (!this.#closed) this.#waiting.putOff(target);
  }

  stop(target: SearchTarget): void {
    this.#fresh.delete(target);
    this.#waiting.remove(target);
  }

  circuitLost(circuit: Circuit): void {
    for (const server of this.#nameServers) server.circuitLost(circuit);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearImmediate(this.#gathering);
    this.#waiting.stop();
    for (const server of this.#nameServers) server.close();
    this.#hurry.stop();
    await Promise.all([this.#socket.close(), this.#repeater.close()]);
  }

  /** Opens the socket, connects to the name servers, and asks for beacons, once. */
  open(): void {
    if (this.#opened || this.#closed) return;
    this.#opened = true;
    this.#repeater.open();
    void this.#socket.open();
    for (const server of this.#nameServers) server.open();
  }

  #askFresh(): void {
    this.#gathering = undefined;
    const fresh = [...this.#fresh];
    this.#fresh.clear();
    this.#waiting.asked(fresh);
    this.#ask(fresh);
  }

  #ask(names: readonly SoughtName[]): void {
    void this.#socket.send(searchPackets(names));
    for (const server of this.#nameServers) server.ask(names);
  }

  #beaconHeard(beacon: Beacon, sender: string): void {
    const heard = this.#beacons.take(beacon, sender);
    if (heard === undefined) return;
    if (!this.#waiting.isEmpty) this.#hurry.ask();
    this.heard.tell(heard);
  }

  /** What is no answer is left: anybody may send anything to a port. */
  #received(bytes: Uint8Array, from: RemoteInfo): void {
    const stream = new MessageStream((message) => {
      if (message.command === Command.search) this.#owner.searchAnswered(readSearchResponse(message), from.address);
    });
    try {
      stream.push(bytes);
    } catch {
      // Not for us.
    }
  }
}
