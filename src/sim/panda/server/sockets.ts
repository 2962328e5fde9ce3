import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

/** A port that listens, and its connections. */
export class Sockets {
  readonly #server: Server;
  readonly #open = new Set<Socket>();

  private constructor(onConnection: (socket: Socket) => void) {
    // A client that has sent all it wants still wants to hear the rest.
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      this.#open.add(socket);
      socket.once('close', () => this.#open.delete(socket));
      socket.on('error', () => socket.destroy());
      onConnection(socket);
    });
  }

  /** Port 0 is one that the kernel chooses. */
  static async listen(host: string, port: number, onConnection: (socket: Socket) => void): Promise<Sockets> {
    const sockets = new Sockets(onConnection);
    sockets.#server.listen(port, host);
    await once(sockets.#server, 'listening');
    return sockets;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The port is closed.');
    return address.port;
  }

  /** Ends every connection at once, as a process does that dies. */
  async close(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
