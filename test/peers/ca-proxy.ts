import { CaWriter, Command, type Message, MessageStream, readText, Status, writeHead } from '@devgen/runtime/ca/codec';
import type { Socket } from 'node:net';
import type { CaServerPeer } from './ca-server.ts';
import { EpicsProxy } from './epics-proxy.ts';

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

/** Stands before a CA server. */
export class CaProxy extends EpicsProxy {
  readonly #options: CaProxyOptions;

  private constructor(peer: CaServerPeer, options: CaProxyOptions) {
    super(peer, peer.port);
    this.#options = options;
  }

  static start(peer: CaServerPeer, options: CaProxyOptions = {}): Promise<CaProxy> {
    return new CaProxy(peer, options).listen();
  }

  /** What makes a client search here. */
  get environment(): Readonly<Record<string, string>> {
    return { EPICS_CA_ADDR_LIST: this.searchedAt, EPICS_CA_AUTO_ADDR_LIST: 'NO' };
  }

  protected override searched(bytes: Buffer): Buffer {
    const searched = commandsOf(bytes);
    this.searches.push(searched.filter((command) => command === Command.search).length);
    for (const command of searched) this.#options.onSent?.({ command, type: 0, count: 0, name: undefined });
    return bytes;
  }

  /** The port of the server is in the answers, and has to be ours. */
  protected override answered(bytes: Buffer, port: number): Buffer {
    const copy = Buffer.from(bytes);
    for (let at = 0; at + 16 <= copy.length; at += 16 + copy.readUInt16BE(at + 2)) {
      if (copy.readUInt16BE(at) === Command.search) copy.writeUInt16BE(port, at + 4);
    }
    return copy;
  }

  protected override join(client: Socket, server: Socket): void {
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
