import { lookup } from 'node:dns/promises';
import type { RemoteInfo } from 'node:dgram';
import { PacedSender } from '../../../core/support/paced-sender.ts';
import type { Search, SoughtName } from '../../codec/message/search.ts';
import { type Destination, isUnicast } from '../address/destination.ts';
import { isAddress, isV6 } from '../address/endpoint.ts';
import { packNames, PROTOCOLS, searchDatagram } from './search-packet.ts';
import { SearchSocket } from './search-socket.ts';

interface Route {
  readonly destination: Destination;
  readonly socket: SearchSocket;
  readonly replyPort: number;
}

type Question = Omit<Search, 'replyPort' | 'unicast'>;

/** Asks by UDP. */
export class UdpSearcher {
  readonly #destinations: readonly Destination[];
  readonly #broadcasts: ReadonlySet<string>;
  readonly #receive: (bytes: Uint8Array, from: RemoteInfo) => void;
  readonly #sockets = new Map<string, SearchSocket>();
  readonly #sender = new PacedSender<Question>((question) => this.#send(question));
  readonly #routes = new Map<Destination, Route>();
  /** By their numbers the questions of the last round: a server of a shared port answers each of them twice. */
  readonly #unanswered = new Set<number>();
  #sequence = 0;
  #closed = false;

  constructor(
    destinations: readonly Destination[],
    broadcasts: ReadonlySet<string>,
    receive: (bytes: Uint8Array, from: RemoteInfo) => void,
  ) {
    this.#destinations = destinations;
    this.#broadcasts = broadcasts;
    this.#receive = receive;
  }

  /** Ready to send: sooner is better, as it takes a turn of the event loop. */
  async open(): Promise<void> {
    if (!this.#closed) await Promise.all(this.#destinations.map((each) => this.#route(each)));
  }

  /** Where packets are sent to, for messages. */
  get destinations(): readonly Destination[] {
    return this.#destinations;
  }

  /** The port for answers to what is asked by TCP: legacy servers send them by UDP. */
  async replyPort(): Promise<number> {
    return (await this.#socketFor({ host: '0.0.0.0', port: 0 }).port()) ?? 0;
  }

  ask(names: readonly SoughtName[]): void {
    void this.#ask(packNames(names), false);
  }

  /** A question was answered. */
  answered(sequence: number): void {
    if (this.#unanswered.delete(sequence)) this.#sender.answered();
  }

  /** Asks who is there. */
  ping(): void {
    void this.#ask([[]], true);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#sender.stop();
    await Promise.all(Array.from(this.#sockets.values(), (socket) => socket.close()));
  }

  async #ask(packets: readonly (readonly SoughtName[])[], mustReply: boolean): Promise<void> {
    if (this.#destinations.length === 0) return;
    await this.open();
    if (this.#closed) return;
    this.#unanswered.clear();
    this.#sender.add(packets.map((names) => this.#question(names, mustReply)));
  }

  #question(names: readonly SoughtName[], mustReply: boolean): Question {
    this.#sequence = (this.#sequence + 1) >>> 0;
    this.#unanswered.add(this.#sequence);
    return { sequence: this.#sequence, mustReply, protocols: PROTOCOLS, names };
  }

  #send(question: Question): void {
    for (const { destination, socket, replyPort } of this.#routes.values()) {
      const unicast = isUnicast(destination, this.#broadcasts);
      socket.send(searchDatagram({ ...question, unicast, replyPort }), destination);
    }
  }

  /** A name that cannot be resolved now may be later. */
  async #route(destination: Destination): Promise<void> {
    if (this.#routes.has(destination)) return;
    try {
      const { host } = destination;
      const address = isAddress(host) ? host : (await lookup(host)).address;
      if (this.#closed) return;
      const resolved = { ...destination, host: address };
      const socket = this.#socketFor(resolved);
      const replyPort = await socket.port();
      if (replyPort !== undefined) this.#routes.set(destination, { destination: resolved, socket, replyPort });
    } catch {
      // Nobody is asked there.
    }
  }

  #socketFor(destination: Destination): SearchSocket {
    const { host, ttl = '', interface: name = '' } = destination;
    const key = `${isV6(host)} ${ttl} ${name}`;
    const known = this.#sockets.get(key);
    if (known !== undefined) return known;
    const socket = new SearchSocket(destination, this.#receive);
    this.#sockets.set(key, socket);
    return socket;
  }
}
