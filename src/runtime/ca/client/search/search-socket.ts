import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Endpoint } from '../../../core/support/endpoint.ts';

/** For ten thousand answers at once. */
const RECEIVE_BUFFER = 4 * 2 ** 20;
/** Packets that leave at once, and milliseconds until the next: more would be lost in the buffers of servers. */
const BURST = 8;
const PAUSE = 5;
/** Milliseconds after which a name that could not be resolved is tried again. */
const RESOLVE_AGAIN = 10_000;

/**
 * Sends packets to every place that is searched at, in bursts with pauses between. On a port of its own: the kernel gives
 * a packet for one host to the socket that was bound last, and a client on the servers' port would take what servers of
 * its own host are asked.
 */
export class SearchSocket {
  readonly #destinations: readonly Endpoint[];
  readonly #receive: (bytes: Uint8Array, from: RemoteInfo) => void;
  readonly #queue: Uint8Array[] = [];
  #socket: Socket | undefined;
  #opened: Promise<boolean> | undefined;
  #resolved: readonly Endpoint[] = [];
  #resolveAt = 0;
  #pumping: Promise<void> | undefined;
  #wake: (() => void) | undefined;
  #closed = false;
  #closing: Promise<void> | undefined;

  constructor(destinations: readonly Endpoint[], receive: (bytes: Uint8Array, from: RemoteInfo) => void) {
    this.#destinations = destinations;
    this.#receive = receive;
  }

  send(packets: readonly Uint8Array[]): void {
    if (this.#closed || this.#destinations.length === 0) return;
    for (const packet of packets) this.#queue.push(packet);
    this.#pumping ??= this.#pump();
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    this.#closed = true;
    this.#queue.length = 0;
    this.#wake?.();
    await this.#pumping;
    const socket = this.#socket;
    if (socket === undefined) return;
    await new Promise<void>((resolve) => {
      socket.once('close', resolve);
      socket.close();
    });
  }

  async #pump(): Promise<void> {
    // Without a socket there are no answers: the search goes on in vain, as when nobody is there.
    const isOpen = await (this.#opened ??= this.#open());
    await this.#resolve();
    while (this.#queue.length > 0 && !this.#closed) {
      const burst = this.#queue.splice(0, BURST);
      if (isOpen) for (const packet of burst) this.#sendToAll(packet);
      if (this.#queue.length > 0) await this.#pause();
    }
    this.#pumping = undefined;
  }

  #open(): Promise<boolean> {
    const socket = createSocket({ type: 'udp4', recvBufferSize: RECEIVE_BUFFER });
    socket.on('message', this.#receive);
    this.#socket = socket;
    return new Promise((resolve) => {
      socket.on('error', () => resolve(false));
      socket.bind(0, () => {
        socket.setBroadcast(true);
        resolve(true);
      });
    });
  }

  /** Names of hosts once, and again later as long as there are some that have no address yet. */
  async #resolve(): Promise<void> {
    if (performance.now() < this.#resolveAt) return;
    const addresses = await Promise.all(this.#destinations.map(resolved));
    this.#resolved = addresses.filter((each) => each !== undefined);
    const isComplete = this.#resolved.length === this.#destinations.length;
    this.#resolveAt = isComplete ? Infinity : performance.now() + RESOLVE_AGAIN;
  }

  /** A packet that cannot be sent is lost like any other. */
  #sendToAll(packet: Uint8Array): void {
    for (const { host, port } of this.#resolved) this.#socket?.send(packet, port, host, () => {});
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

async function resolved(endpoint: Endpoint): Promise<Endpoint | undefined> {
  if (isIP(endpoint.host) !== 0) return endpoint;
  try {
    return { ...endpoint, host: (await lookup(endpoint.host, { family: 4 })).address };
  } catch {
    return undefined;
  }
}
