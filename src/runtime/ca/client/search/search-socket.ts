import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { type Endpoint, isAddress } from '../../../core/support/endpoint.ts';
import { PacedSender } from '../../../core/support/paced-sender.ts';

/** For ten thousand answers at once. */
const RECEIVE_BUFFER = 4 * 2 ** 20;
/** Milliseconds after which a name that could not be resolved is tried again. */
const RESOLVE_AGAIN = 10_000;

/**
 * Sends packets to every place that is searched at. On a port of its own: the kernel gives a packet for one host to the
 * socket that was bound last, and a client on the servers' port would take what servers of its own host are asked.
 */
export class SearchSocket {
  readonly #destinations: readonly Endpoint[];
  readonly #receive: (bytes: Uint8Array, from: RemoteInfo) => void;
  readonly #sender = new PacedSender<Uint8Array>((packet) => this.#sendToAll(packet));
  #socket: Socket | undefined;
  #opened: Promise<void> | undefined;
  #resolved: readonly Endpoint[] = [];
  #resolveAt = 0;
  #closed = false;
  #closing: Promise<void> | undefined;

  constructor(destinations: readonly Endpoint[], receive: (bytes: Uint8Array, from: RemoteInfo) => void) {
    this.#destinations = destinations;
    this.#receive = receive;
  }

  /** Ready to send: sooner is better, as it takes a turn of the event loop. */
  async open(): Promise<void> {
    if (this.#closed || this.#destinations.length === 0) return;
    // Without a socket there are no answers: the search goes on in vain, as when nobody is there.
    await Promise.all([(this.#opened ??= this.#bind()), this.#resolve()]);
  }

  async send(packets: readonly Uint8Array[]): Promise<void> {
    await this.open();
    if (!this.#closed) this.#sender.add(packets);
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    this.#closed = true;
    this.#sender.stop();
    await this.#opened;
    const socket = this.#socket;
    if (socket === undefined) return;
    await new Promise<void>((resolve) => {
      socket.once('close', resolve);
      socket.close();
    });
  }

  #bind(): Promise<void> {
    const socket = createSocket({ type: 'udp4', recvBufferSize: RECEIVE_BUFFER });
    socket.on('message', (bytes, from) => {
      // A server answers a packet with one, however many of its names it has.
      this.#sender.answered();
      this.#receive(bytes, from);
    });
    this.#socket = socket;
    return new Promise((resolve) => {
      socket.on('error', () => resolve());
      socket.bind(0, () => {
        socket.setBroadcast(true);
        resolve();
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
}

async function resolved(endpoint: Endpoint): Promise<Endpoint | undefined> {
  if (isAddress(endpoint.host)) return endpoint;
  try {
    return { ...endpoint, host: (await lookup(endpoint.host, { family: 4 })).address };
  } catch {
    return undefined;
  }
}
