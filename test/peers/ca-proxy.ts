import { CaWriter, Command, type Message, MessageStream, readText, Status, writeHead } from '@devgen/runtime/ca/codec';
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { CaServerPeer } from './ca-server.ts';

/** What no server says of its records. */
export interface CaProxyOptions {
  /** Channels that can be told and not read: a get is refused. */
  readonly unreadable?: (name: string) => boolean;
  /** Told of every message of a client, searches among them. */
  readonly onSent?: (message: CaSent) => void;
}

/** A message of a client. */
export interface CaSent {
  readonly command: number;
  /** Of the elements, or what the command makes of it. */
  readonly type: number;
  readonly count: number;
  /** Of the channel that it is about, where it is about one. */
  readonly name: string | undefined;
}

/** What a client sent in one packet: the commands of its messages. */
export type CaPacket = readonly number[];

/** Stands before a CA server on the loopback, searches and connections, and counts what a client sends. */
export class CaProxy {
  /** Searches: how many names each packet asked for. */
  readonly searches: number[] = [];
  /** Packets of connections, without heartbeats. */
  readonly packets: CaPacket[] = [];
  /** Connections that were accepted so far. */
  connections = 0;
  readonly #peer: CaServerPeer;
  readonly #options: CaProxyOptions;
  readonly #sockets = new Set<Socket>();
  readonly #tcp: Server;
  readonly #front: UdpSocket;
  readonly #back: UdpSocket;
  #client = 0;

  private constructor(peer: CaServerPeer, options: CaProxyOptions) {
    this.#peer = peer;
    this.#options = options;
    this.#tcp = createServer((client) => this.#accept(client));
    this.#front = createSocket('udp4', (bytes, from) => this.#searched(bytes, from.port));
    this.#back = createSocket({ type: 'udp4', recvBufferSize: 1 << 22 }, (bytes) => this.#answered(bytes));
  }

  static async start(peer: CaServerPeer, options: CaProxyOptions = {}): Promise<CaProxy> {
    const proxy = new CaProxy(peer, options);
    proxy.#tcp.listen(0, '127.0.0.1');
    proxy.#front.bind(0, '127.0.0.1');
    proxy.#back.bind(0, '127.0.0.1');
    await Promise.all([proxy.#tcp, proxy.#front, proxy.#back].map((each) => once(each, 'listening')));
    return proxy;
  }

  /** What makes a client search here. */
  get environment(): Readonly<Record<string, string>> {
    return { EPICS_CA_ADDR_LIST: `127.0.0.1:${this.#front.address().port}`, EPICS_CA_AUTO_ADDR_LIST: 'NO' };
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

  #searched(bytes: Buffer, port: number): void {
    this.#client = port;
    const searched = commandsOf(bytes);
    this.searches.push(searched.filter((command) => command === Command.search).length);
    for (const command of searched) this.#options.onSent?.({ command, type: 0, count: 0, name: undefined });
    this.#back.send(bytes, this.#peer.port, this.#peer.host);
  }

  /** The port of the server is in the answers, and has to be ours. */
  #answered(bytes: Buffer): void {
    const { port } = this.#tcp.address() as AddressInfo;
    const copy = Buffer.from(bytes);
    for (let at = 0; at + 16 <= copy.length; at += 16 + copy.readUInt16BE(at + 2)) {
      if (copy.readUInt16BE(at) === Command.search) copy.writeUInt16BE(port, at + 4);
    }
    this.#front.send(copy, this.#client, '127.0.0.1');
  }

  #accept(client: Socket): void {
    this.connections += 1;
    const server = connect(this.#peer.port, this.#peer.host);
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
    this.#join(client, server);
  }

  #join(client: Socket, server: Socket): void {
    const names = new Map<number, string>();
    const bySid = new Map<number, string>();
    const unreadable = new Set<number>();
    let commands: number[] = [];
    const sent = new MessageStream((message) => {
      const { command, type, count, p1, p2 } = message;
      commands.push(command);
      if (command === Command.createChannel) names.set(p1, readText(message));
      const name = command === Command.createChannel ? names.get(p1) : bySid.get(p1);
      this.#options.onSent?.({ command, type, count, name });
      if (command === Command.readNotify && unreadable.has(p1)) {
        client.write(encoded((writer) => writeHead(writer, { command, type, p1: Status.getFailed, p2 })));
      } else server.write(copyOf(message));
    });
    const received = new MessageStream(({ command, p1, p2 }) => {
      if (command !== Command.createChannel) return;
      const name = names.get(p1) ?? '';
      bySid.set(p2, name);
      if (this.#options.unreadable?.(name)) unreadable.add(p2);
    });
    client.on('data', (chunk: Buffer) => {
      commands = [];
      sent.push(chunk);
      const told = commands.filter((command) => command !== Command.echo);
      if (told.length > 0) this.packets.push(told);
    });
    server.on('data', (chunk: Buffer) => {
      received.push(chunk);
      client.write(chunk);
    });
  }
}

function copyOf(message: Message): Uint8Array {
  return encoded((writer) => {
    writeHead(writer, message, message.length);
    writer.raw(message.bytes.subarray(message.start, message.end));
  });
}

function encoded(write: (writer: CaWriter) => void): Uint8Array {
  const writer = new CaWriter();
  write(writer);
  return writer.written();
}

function commandsOf(bytes: Uint8Array): readonly number[] {
  const commands: number[] = [];
  new MessageStream(({ command }) => commands.push(command)).push(bytes);
  return commands;
}
