import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import type { Search } from '@devgen/runtime/pva/codec';
import { Connection } from './connection/connection.ts';
import type { Answering } from './search/answer.ts';
import { Beacons, type BeaconTarget } from './search/beacons.ts';
import { SearchPort } from './search/search-port.ts';
import { SERVER_PV, serverPv } from './server-pv.ts';
import type { PvSource } from './value/served-pv.ts';

export interface PvaServerOptions {
  /** Address of this machine to listen on; loopback when absent. */
  readonly host?: string;
  /** TCP; one that is free when absent. */
  readonly port?: number;
  /** UDP, for searches; one that is free when absent. */
  readonly searchPort?: number;
  /** Who hears that the server is there; nobody when absent. */
  readonly beacons?: readonly BeaconTarget[];
  /** Speaks in the other byte order than pvxs. */
  readonly bigEndian?: boolean;
}

const MOST_CONNECTIONS = 1000;
/** Clients that are silent for so many milliseconds are gone: living ones send echoes. */
const SILENCE = 40_000;
const SWEEP = 5_000;

/** Serves PVs over PV Access. */
export class PvaServer {
  readonly host: string;
  readonly guid: string = randomBytes(12).toString('hex');
  readonly #source: PvSource;
  readonly #tcp: Server;
  readonly #connections = new Set<Connection>();
  readonly #endings: (() => void)[] = [];
  #udp!: SearchPort;

  private constructor(source: PvSource, { host = '127.0.0.1', bigEndian = false }: PvaServerOptions) {
    this.host = host;
    this.#source = source;
    const own = serverPv(() => source.names());
    const hosted = {
      ...this.#answering(),
      bigEndian,
      find: (name: string) => source.pv(name) ?? (name === SERVER_PV ? own : undefined),
    };
    this.#tcp = createServer((socket) => {
      const connection = new Connection(socket, hosted);
      this.#connections.add(connection);
      socket.once('close', () => this.#connections.delete(connection));
    });
    this.#tcp.maxConnections = MOST_CONNECTIONS;
  }

  /** Resolves when it answers; rejects when a port is taken. */
  static async start(source: PvSource, options: PvaServerOptions = {}): Promise<PvaServer> {
    const server = new PvaServer(source, options);
    server.#tcp.listen(options.port ?? 0, server.host);
    await once(server.#tcp, 'listening');
    try {
      server.#udp = await SearchPort.open(server.host, options.searchPort ?? 0, server.#answering());
    } catch (error) {
      server.#tcp.close();
      throw error;
    }
    server.#begin(options.beacons ?? []);
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
    return this.#connections.size;
  }

  /** Ends every connection; the clients notice at once. */
  async stop(): Promise<void> {
    for (const end of this.#endings) end();
    for (const connection of this.#connections) connection.end();
    const closed = new Promise((resolve) => this.#tcp.close(resolve));
    await Promise.all([closed, this.#udp.close()]);
  }

  #answering(): Answering {
    return { guid: this.guid, port: () => this.port, sought: (search) => this.#sought(search) };
  }

  #begin(targets: readonly BeaconTarget[]): void {
    const beacons = new Beacons(this.guid, this.port, (bytes) => {
      for (const { host, port } of targets) this.#udp.send(bytes, port, host);
    });
    const sweep = setInterval(() => this.#sweep(), SWEEP).unref();
    this.#endings.push(
      () => beacons.stop(),
      () => clearInterval(sweep),
      this.#source.onChange(() => beacons.changed()),
      this.#source.onGone((pv) => {
        for (const connection of this.#connections) connection.gone(pv);
      }),
    );
  }

  #sweep(): void {
    const since = Date.now() - SILENCE;
    for (const connection of this.#connections) if (connection.heard < since) connection.end();
  }

  #sought({ protocols, names }: Search): readonly number[] {
    if (!protocols.includes('tcp')) return [];
    return names.filter(({ name }) => this.#source.pv(name) !== undefined).map(({ cid }) => cid);
  }
}
