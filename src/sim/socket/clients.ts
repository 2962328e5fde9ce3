import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

/** What a server keeps of one client. */
export interface ServedClient {
  /** When anything came last, in milliseconds. */
  readonly heard: number;
  end(): void;
}

const MOST_CONNECTIONS = 1000;
const SWEEP = 5_000;

/** The clients of one port. Those that were silent for too long are gone: living ones send echoes. */
export class Clients<C extends ServedClient> implements Iterable<C> {
  readonly host: string;
  readonly #tcp: Server;
  readonly #clients = new Set<C>();
  readonly #sweep: ReturnType<typeof setInterval>;

  /** `silence` is in milliseconds. */
  private constructor(host: string, silence: number, serve: (socket: Socket) => C) {
    this.host = host;
    this.#tcp = createServer((socket) => {
      const client = serve(socket);
      this.#clients.add(client);
      socket.once('close', () => this.#clients.delete(client));
    });
    this.#tcp.maxConnections = MOST_CONNECTIONS;
    this.#sweep = setInterval(() => this.#endSilent(silence), SWEEP).unref();
  }

  /** On a port that is free, if it is 0. Rejects when it is taken. */
  static async listen<C extends ServedClient>(
    at: { readonly host: string; readonly port: number },
    silence: number,
    serve: (socket: Socket) => C,
  ): Promise<Clients<C>> {
    const clients = new Clients(at.host, silence, serve);
    try {
      clients.#tcp.listen(at.port, at.host);
      await once(clients.#tcp, 'listening');
      return clients;
    } catch (error) {
      clearInterval(clients.#sweep);
      throw error;
    }
  }

  get port(): number {
    const address = this.#tcp.address();
    if (address === null || typeof address === 'string') throw new Error('The server has ended.');
    return address.port;
  }

  get size(): number {
    return this.#clients.size;
  }

  [Symbol.iterator](): Iterator<C> {
    return this.#clients.values();
  }

  /** Ends every connection; the clients notice at once. */
  async close(): Promise<void> {
    clearInterval(this.#sweep);
    for (const client of this.#clients) client.end();
    await new Promise((resolve) => this.#tcp.close(resolve));
  }

  #endSilent(silence: number): void {
    const since = Date.now() - silence;
    for (const client of this.#clients) if (client.heard < since) client.end();
  }
}
