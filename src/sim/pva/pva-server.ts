import { randomBytes } from 'node:crypto';
import type { Search } from '@devgen/runtime/pva/codec';
import { Clients } from '../socket/clients.ts';
import type { DatagramPort } from '../socket/datagram-port.ts';
import { Connection } from './connection/connection.ts';
import type { Answering } from './search/answer.ts';
import { Beacons, type BeaconTarget } from './search/beacons.ts';
import { openSearchPort } from './search/search-port.ts';
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

/** Clients that are silent for so many milliseconds are gone. */
const SILENCE = 40_000;

/** Serves PVs over PV Access. */
export class PvaServer {
  readonly guid: string;
  readonly #connections: Clients<Connection>;
  readonly #udp: DatagramPort;
  readonly #endings: readonly (() => void)[];

  private constructor(
    source: PvSource,
    { guid }: Answering,
    connections: Clients<Connection>,
    udp: DatagramPort,
    targets: readonly BeaconTarget[],
  ) {
    this.guid = guid;
    this.#connections = connections;
    this.#udp = udp;
    const beacons = new Beacons(guid, connections.port, (bytes) => {
      for (const { host, port } of targets) udp.send(bytes, port, host);
    });
    this.#endings = [
      () => beacons.stop(),
      source.onChange(() => beacons.changed()),
      source.onGone((pv) => {
        for (const connection of connections) connection.gone(pv);
      }),
    ];
  }

  /** Resolves when it answers; rejects when a port is taken. */
  static async start(source: PvSource, options: PvaServerOptions = {}): Promise<PvaServer> {
    const { host = '127.0.0.1', port = 0, searchPort = 0, bigEndian = false, beacons = [] } = options;
    const answering: Answering = {
      guid: randomBytes(12).toString('hex'),
      port: () => connections.port,
      sought: (search) => soughtIn(source, search),
    };
    const own = serverPv(() => source.names());
    const find = (name: string): ReturnType<PvSource['pv']> =>
      source.pv(name) ?? (name === SERVER_PV ? own : undefined);
    const hosted = { ...answering, bigEndian, find };
    const connections = await Clients.listen({ host, port }, SILENCE, (socket) => new Connection(socket, hosted));
    try {
      const udp = await openSearchPort(host, searchPort, answering);
      return new PvaServer(source, answering, connections, udp, beacons);
    } catch (error) {
      await connections.close();
      throw error;
    }
  }

  get host(): string {
    return this.#connections.host;
  }

  get port(): number {
    return this.#connections.port;
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
    await Promise.all([this.#connections.close(), this.#udp.close()]);
  }
}

/** The numbers of the names that a source has; whoever seeks over TLS alone finds nothing. */
function soughtIn(source: PvSource, { protocols, names }: Search): readonly number[] {
  if (!protocols.includes('tcp')) return [];
  return names.filter(({ name }) => source.pv(name) !== undefined).map(({ cid }) => cid);
}
