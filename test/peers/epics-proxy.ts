import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Where the server is that a proxy stands before. */
export interface ProxiedServer {
  readonly host: string;
  readonly port: number;
}

/** What a client sent in one packet: the commands of its messages. */
export type Packet = readonly number[];

/** Stands before an EPICS server on the loopback, searches and connections, and counts what a client sends. */
export abstract class EpicsProxy {
  /** Searches: how many names each packet asked for. */
  readonly searches: number[] = [];
  /** Packets of connections, without heartbeats. */
  readonly packets: Packet[] = [];
  /** Connections that were accepted so far. */
  connections = 0;
  readonly #server: ProxiedServer;
  readonly #searchPort: number;
  readonly #sockets = new Set<Socket>();
  readonly #tcp: Server;
  readonly #front: UdpSocket;
  readonly #back: UdpSocket;
  #client = 0;

  /** `searchPort` is where the server hears searches. */
  protected constructor(server: ProxiedServer, searchPort: number) {
    this.#server = server;
    this.#searchPort = searchPort;
    this.#tcp = createServer((client) => this.#accept(client));
    this.#front = createSocket('udp4', (bytes, { port }) => {
      this.#client = port;
      this.#back.send(this.searched(bytes, this.#back.address().port), this.#searchPort, this.#server.host);
    });
    this.#back = createSocket({ type: 'udp4', recvBufferSize: 1 << 22 }, (bytes) => {
      const { port } = this.#tcp.address() as AddressInfo;
      this.#front.send(this.answered(bytes, port), this.#client, '127.0.0.1');
    });
  }

  /** A search of the client as the server gets it, which answers to this port. */
  protected abstract searched(bytes: Buffer, answerPort: number): Buffer;

  /** An answer as the client gets it: the server is at this port. */
  protected abstract answered(bytes: Buffer, port: number): Buffer;

  /** Passes on what both send. */
  protected abstract join(client: Socket, server: Socket): void;

  protected async listen(): Promise<this> {
    this.#tcp.listen(0, '127.0.0.1');
    this.#front.bind(0, '127.0.0.1');
    this.#back.bind(0, '127.0.0.1');
    await Promise.all([this.#tcp, this.#front, this.#back].map((each) => once(each, 'listening')));
    return this;
  }

  /** Where a client is to search. */
  protected get searchedAt(): string {
    return `127.0.0.1:${this.#front.address().port}`;
  }

  /** How often a command was sent, and in how many packets. */
  count(command: number): { readonly messages: number; readonly packets: number } {
    const counts = this.packets.map((packet) => packet.filter((each) => each === command).length);
    return { messages: counts.reduce((sum, each) => sum + each, 0), packets: counts.filter((each) => each > 0).length };
  }

  clear(): void {
    this.packets.length = 0;
    this.searches.length = 0;
  }

  /** Breaks all connections; new ones are accepted. */
  drop(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.#front.close();
    this.#back.close();
    const closed = new Promise((resolve) => this.#tcp.close(resolve));
    this.drop();
    await closed;
  }

  #accept(client: Socket): void {
    this.connections += 1;
    const server = connect(this.#server.port, this.#server.host);
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      socket.once('close', () => {
        this.#sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    this.join(client, server);
  }
}
