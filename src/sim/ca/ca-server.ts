import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { Circuit, type CircuitHost } from './circuit.ts';
import { SearchPort } from './search-port.ts';
import type { ChannelSource } from './served-channel.ts';

export interface CaServerOptions {
  /** Address of this machine to listen on; loopback when absent. */
  readonly host?: string;
  /** TCP; one that is free when absent. */
  readonly port?: number;
  /** UDP, for searches; one that is free when absent. */
  readonly searchPort?: number;
}

const MOST_CONNECTIONS = 1000;
/** Clients that are silent for so many milliseconds are gone: living ones send echoes. */
const SILENCE = 90_000;
const SWEEP = 5_000;

/** Serves channels over Channel Access. */
export class CaServer {
  readonly host: string;
  readonly #source: ChannelSource;
  readonly #tcp: Server;
  readonly #circuits = new Set<Circuit>();
  readonly #endings: (() => void)[] = [];
  #udp!: SearchPort;

  private constructor(source: ChannelSource, { host = '127.0.0.1' }: CaServerOptions) {
    this.host = host;
    this.#source = source;
    this.#tcp = createServer((socket) => {
      const circuit = new Circuit(socket, this.#hosted());
      this.#circuits.add(circuit);
      socket.once('close', () => this.#circuits.delete(circuit));
    });
    this.#tcp.maxConnections = MOST_CONNECTIONS;
  }

  /** Resolves when it answers; rejects when a port is taken. */
  static async start(source: ChannelSource, options: CaServerOptions = {}): Promise<CaServer> {
    const server = new CaServer(source, options);
    server.#tcp.listen(options.port ?? 0, server.host);
    await once(server.#tcp, 'listening');
    try {
      server.#udp = await SearchPort.open(server.host, options.searchPort ?? 0, server.#hosted());
    } catch (error) {
      server.#tcp.close();
      throw error;
    }
    server.#begin();
    return server;
  }

  get port(): number {
    const address = this.#tcp.address();
    if (address === null || typeof address === 'string') throw new Error('The server has ended.');
    return address.port;
  }

  /** UDP. */
  get searchPort(): number {
    return this.#udp.port;
  }

  /** Clients that are connected. */
  get connections(): number {
    return this.#circuits.size;
  }

  /** Ends every connection; the clients notice at once. */
  async stop(): Promise<void> {
    for (const end of this.#endings) end();
    for (const circuit of this.#circuits) circuit.end();
    const closed = new Promise((resolve) => this.#tcp.close(resolve));
    await Promise.all([closed, this.#udp.close()]);
  }

  #hosted(): CircuitHost {
    return { port: () => this.port, find: (name) => this.#source.channel(name) };
  }

  #begin(): void {
    const sweep = setInterval(() => this.#sweep(), SWEEP).unref();
    this.#endings.push(
      () => clearInterval(sweep),
      this.#source.onChannelGone((channel) => {
        for (const circuit of this.#circuits) circuit.gone(channel);
      }),
    );
  }

  #sweep(): void {
    const since = Date.now() - SILENCE;
    for (const circuit of this.#circuits) if (circuit.heard < since) circuit.end();
  }
}
