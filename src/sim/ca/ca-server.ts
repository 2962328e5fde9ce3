import { Clients } from '../socket/clients.ts';
import type { DatagramPort } from '../socket/datagram-port.ts';
import { Circuit, type CircuitHost } from './circuit.ts';
import { openSearchPort } from './search-port.ts';
import type { ChannelSource } from './served-channel.ts';

export interface CaServerOptions {
  /** Address of this machine to listen on; loopback when absent. */
  readonly host?: string;
  /** TCP; one that is free when absent. */
  readonly port?: number;
  /** UDP, for searches; one that is free when absent. */
  readonly searchPort?: number;
}

/** Clients that are silent for so many milliseconds are gone. */
const SILENCE = 90_000;

/** Serves channels over Channel Access. */
export class CaServer {
  readonly #circuits: Clients<Circuit>;
  readonly #udp: DatagramPort;
  readonly #leave: () => void;

  private constructor(source: ChannelSource, circuits: Clients<Circuit>, udp: DatagramPort) {
    this.#circuits = circuits;
    this.#udp = udp;
    this.#leave = source.onChannelGone((channel) => {
      for (const circuit of circuits) circuit.gone(channel);
    });
  }

  /** Resolves when it answers; rejects when a port is taken. */
  static async start(source: ChannelSource, options: CaServerOptions = {}): Promise<CaServer> {
    const { host = '127.0.0.1', port = 0, searchPort = 0 } = options;
    const hosted: CircuitHost = { port: () => circuits.port, find: (name) => source.channel(name) };
    const circuits = await Clients.listen({ host, port }, SILENCE, (socket) => new Circuit(socket, hosted));
    try {
      return new CaServer(source, circuits, await openSearchPort(host, searchPort, hosted));
    } catch (error) {
      await circuits.close();
      throw error;
    }
  }

  get host(): string {
    return this.#circuits.host;
  }

  get port(): number {
    return this.#circuits.port;
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
    this.#leave();
    await Promise.all([this.#circuits.close(), this.#udp.close()]);
  }
}
