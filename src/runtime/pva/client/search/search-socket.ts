import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { type Destination, isMulticast } from '../address/destination.ts';
import { isV6 } from '../address/endpoint.ts';

/** For ten thousand answers at once. */
const RECEIVE_BUFFER = 4 * 2 ** 20;

export type Receive = (bytes: Uint8Array, from: RemoteInfo) => void;

/**
 * A UDP socket on a port of its own. Never on the port that servers listen on: the kernel gives a packet for one host to
 * the socket that was bound last, and a client there would take what servers of its own host are asked.
 */
export class SearchSocket {
  readonly #socket: Socket;
  readonly #opened: Promise<number | undefined>;
  readonly #gone: Promise<void>;
  #closed = false;

  constructor(destination: Destination, receive: Receive) {
    const { host, ttl, interface: name } = destination;
    this.#socket = createSocket({ type: isV6(host) ? 'udp6' : 'udp4', recvBufferSize: RECEIVE_BUFFER });
    this.#socket.on('message', receive);
    this.#gone = new Promise((resolve) => this.#socket.once('close', resolve));
    this.#opened = new Promise((resolve) => {
      // Without a socket there are no answers: the search goes on in vain, as when nobody is there.
      this.#socket.on('error', () => resolve(undefined));
      this.#socket.bind(0, () => {
        this.#socket.setBroadcast(true);
        try {
          if (isMulticast(host) && ttl !== undefined) this.#socket.setMulticastTTL(ttl);
          if (isMulticast(host) && name !== undefined) this.#socket.setMulticastInterface(name);
        } catch {
          // The interface is gone.
          return resolve(undefined);
        }
        resolve(this.#socket.address().port);
      });
    });
  }

  /** The port that answers come to; undefined where no socket can be had. */
  port(): Promise<number | undefined> {
    return this.#opened;
  }

  /** A packet that cannot be sent is lost like any other. */
  send(packet: Uint8Array, { host, port }: Destination): void {
    if (!this.#closed) this.#socket.send(packet, port, host, () => {});
  }

  close(): Promise<void> {
    if (!this.#closed) this.#socket.close();
    this.#closed = true;
    return this.#gone;
  }
}
