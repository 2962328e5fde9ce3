import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** Of a datagram that anybody may send. */
export const MAX_DATAGRAM = 0xffff;

/** A UDP port that hears, and answers to whom it likes. */
export class DatagramPort {
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
    // A client that is gone before its answer.
    socket.on('error', () => {});
  }

  /** On a port that is free, if it is 0. What `heard` throws is no concern of others: anybody may send anything. */
  static async open(
    at: { readonly host: string; readonly port: number },
    heard: (bytes: Uint8Array, from: RemoteInfo, port: DatagramPort) => void,
  ): Promise<DatagramPort> {
    const socket = createSocket('udp4');
    socket.bind(at.port, at.host);
    await once(socket, 'listening');
    const port = new DatagramPort(socket);
    socket.on('message', (bytes, from) => {
      try {
        heard(bytes, from, port);
      } catch {
        // No message.
      }
    });
    return port;
  }

  get port(): number {
    return this.#socket.address().port;
  }

  send(bytes: Uint8Array, port: number, host: string): void {
    this.#socket.send(bytes, port, host, () => {});
  }

  async close(): Promise<void> {
    this.#socket.close();
    await once(this.#socket, 'close');
  }
}
