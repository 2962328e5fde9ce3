import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { Connection } from './connection.ts';
import type { ObjectAdapter } from './servant.ts';

/** One port, and the clients that came to it. */
export class Listener {
  readonly host: string;
  readonly port: number;
  readonly #server: Server;
  readonly #connections: ReadonlySet<Connection>;

  private constructor(server: Server, host: string, connections: ReadonlySet<Connection>) {
    this.host = host;
    this.port = (server.address() as AddressInfo).port;
    this.#server = server;
    this.#connections = connections;
  }

  /** Port 0 takes one that is free. Rejects with Node's error when the port is taken. */
  static async open(host: string, port: number, objects: ObjectAdapter): Promise<Listener> {
    const connections = new Set<Connection>();
    const server = createServer((socket) => {
      const connection = new Connection(socket, objects);
      connections.add(connection);
      socket.once('close', () => connections.delete(connection));
    });
    server.listen(port, host);
    await once(server, 'listening');
    // No file left for a client that comes now: the others are served all the same.
    server.on('error', () => {});
    return new Listener(server, host, connections);
  }

  /** Clients that are connected. */
  get connections(): number {
    return this.#connections.size;
  }

  /** Resolves when every client is gone; safe to call again. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const connection of this.#connections) connection.close();
    await closed;
  }
}
