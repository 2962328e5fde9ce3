import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { RemoteInfo } from 'node:dgram';
import type { Search, SoughtName } from '../../codec/message/search.ts';
import { type Destination, isUnicast } from '../address/destination.ts';
import { packNames, PROTOCOLS, searchDatagram } from './search-packet.ts';
import { SearchSocket } from './search-socket.ts';

/** Packets that leave at once, and milliseconds until the next: more would be lost in the buffers of servers. */
const BURST = 20;
const PAUSE = 10;

interface Route {
  readonly destination: Destination;
  readonly socket: SearchSocket;
  readonly replyPort: number;
}

/** Asks by UDP: packed, and in bursts with pauses between. */
export class UdpSearcher {
  readonly #destinations: readonly Destination[];
  readonly #broadcasts: ReadonlySet<string>;
  readonly #receive: (bytes: Uint8Array, from: RemoteInfo) => void;
  readonly #sockets = new Map<string, SearchSocket>();
  readonly #queue: Omit<Search, 'replyPort' | 'unicast'>[] = [];
  readonly #routes = new Map<Destination, Route>();
  #pumping: Promise<void> | undefined;
  #wake: (() => void) | undefined;
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

  /** Where packets are sent to, for messages. */
  get destinations(): readonly Destination[] {
    return this.#destinations;
  }

  /** The port for answers to what is asked by TCP: legacy servers send them by UDP. */
  async replyPort(): Promise<number> {
    return (await this.#socketFor({ host: '0.0.0.0', port: 0 }).port()) ?? 0;
  }

  ask(names: readonly SoughtName[]): void {
    for (const packet of packNames(names)) this.#enqueue(packet, false);
  }

  /** Asks who is there. */
  ping(): void {
    this.#enqueue([], true);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#queue.length = 0;
    this.#wake?.();
    await this.#pumping;
    await Promise.all(Array.from(this.#sockets.values(), (socket) => socket.close()));
  }

  #enqueue(names: readonly SoughtName[], mustReply: boolean): void {
    if (this.#closed || this.#destinations.length === 0) return;
    this.#sequence = (this.#sequence + 1) >>> 0;
    this.#queue.push({ sequence: this.#sequence, mustReply, protocols: PROTOCOLS, names });
    this.#pumping ??= this.#pump();
  }

  async #pump(): Promise<void> {
    const routes = (await Promise.all(this.#destinations.map((each) => this.#route(each)))).filter(
      (route) => route !== undefined,
    );
    while (this.#queue.length > 0 && !this.#closed) {
      for (const search of this.#queue.splice(0, BURST)) this.#send(search, routes);
      if (this.#queue.length > 0) await this.#pause();
    }
    this.#pumping = undefined;
  }

  #send(search: Omit<Search, 'replyPort' | 'unicast'>, routes: readonly Route[]): void {
    for (const { destination, socket, replyPort } of routes) {
      const unicast = isUnicast(destination, this.#broadcasts);
      socket.send(searchDatagram({ ...search, unicast, replyPort }), destination);
    }
  }

  /** A name that cannot be resolved now may be later. */
  async #route(destination: Destination): Promise<Route | undefined> {
    const known = this.#routes.get(destination);
    if (known !== undefined) return known;
    try {
      const { host } = destination;
      const address = isIP(host) === 0 ? (await lookup(host)).address : host;
      if (this.#closed) return undefined;
      const resolved = { ...destination, host: address };
      const socket = this.#socketFor(resolved);
      const replyPort = await socket.port();
      if (replyPort === undefined) return undefined;
      const route = { destination: resolved, socket, replyPort };
      this.#routes.set(destination, route);
      return route;
    } catch {
      return undefined;
    }
  }

  #socketFor(destination: Destination): SearchSocket {
    const { host, ttl = '', interface: name = '' } = destination;
    const key = `${isIP(host)} ${ttl} ${name}`;
    const known = this.#sockets.get(key);
    if (known !== undefined) return known;
    const socket = new SearchSocket(destination, this.#receive);
    this.#sockets.set(key, socket);
    return socket;
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, PAUSE);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
