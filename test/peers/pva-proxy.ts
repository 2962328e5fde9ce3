import { Command, PvDataWriter, writeMessage, writeStatus } from '@devgen/runtime/pva/codec';
import type { Socket } from 'node:net';
import { EpicsProxy } from './epics-proxy.ts';
import { PvaMessage, PvaMessages } from './pva-messages.ts';
import type { PvaServerPeer } from './pva-server.ts';

/** What no server says of its records. */
export interface PvaProxyOptions {
  /** Channels that can be told and not read: a get is refused. */
  readonly unreadable?: (name: string) => boolean;
  /** Channels of which it is said, as core-pva does, that they cannot be put. */
  readonly unwritable?: (name: string) => boolean;
  /** Told of every message of a client, and of its channel where it is about one. */
  readonly onSent?: (message: PvaMessage, channel: string | undefined) => void;
  /** Told of every message of the server. */
  readonly onReceived?: (message: PvaMessage) => void;
}

const HEARTBEAT: ReadonlySet<number> = new Set([Command.echo, Command.connectionValidation]);

/** Stands before a PVA server. */
export class PvaProxy extends EpicsProxy {
  /** What a server sent: the commands of its messages, without heartbeats. */
  readonly received: number[] = [];
  readonly #options: PvaProxyOptions;

  private constructor(peer: PvaServerPeer, options: PvaProxyOptions) {
    super(peer, peer.udp);
    this.#options = options;
  }

  static start(peer: PvaServerPeer, options: PvaProxyOptions = {}): Promise<PvaProxy> {
    return new PvaProxy(peer, options).listen();
  }

  /** What makes a client search here. */
  get environment(): Readonly<Record<string, string>> {
    return { EPICS_PVA_ADDR_LIST: this.searchedAt, EPICS_PVA_AUTO_ADDR_LIST: 'NO' };
  }

  override clear(): void {
    super.clear();
    this.received.length = 0;
  }

  /** The port for answers is in the packet, and has to be ours. */
  protected override searched(bytes: Buffer, answerPort: number): Buffer {
    this.searches.push(new PvaMessage(bytes).u16(31));
    return withPort(bytes, 32, answerPort);
  }

  protected override answered(bytes: Buffer, port: number): Buffer {
    return withPort(bytes, 40, port);
  }

  protected override join(client: Socket, server: Socket): void {
    const names = new Channels();
    const [sent, received] = [new PvaMessages(), new PvaMessages()];
    client.on('data', (chunk: Buffer) => {
      const messages = sent.push(chunk);
      this.#record(messages);
      for (const message of messages) {
        names.sent(message);
        this.#options.onSent?.(message, names.of(message));
        const refusal = this.#refusal(message, names);
        if (refusal === undefined) server.write(message.bytes);
        else client.write(refusal);
      }
    });
    server.on('data', (chunk: Buffer) => {
      for (const message of received.push(chunk)) {
        this.#options.onReceived?.(message);
        client.write(message.bytes);
        if (message.command !== undefined && !HEARTBEAT.has(message.command)) this.received.push(message.command);
        const name = names.received(message);
        if (name !== undefined && this.#options.unwritable?.(name) === true) client.write(noAccess(message.u32(0)));
      }
    });
  }

  #record(messages: readonly PvaMessage[]): void {
    const commands = messages.flatMap(({ command }) =>
      command === undefined || HEARTBEAT.has(command) ? [] : [command],
    );
    if (commands.length > 0) this.packets.push(commands);
  }

  #refusal(message: PvaMessage, names: Channels): Uint8Array | undefined {
    const isExecution = message.command === Command.get && (message.u8(8) & 0x08) === 0;
    const name = isExecution ? names.bySid.get(message.u32(0)) : undefined;
    return name !== undefined && this.#options.unreadable?.(name) === true ? refused(message.u32(4), name) : undefined;
  }
}

/** The names of one connection's channels. */
class Channels {
  readonly bySid = new Map<number, string>();
  readonly #byCid = new Map<number, string>();

  sent(message: PvaMessage): void {
    if (message.command === Command.createChannel) this.#byCid.set(message.u32(2), message.text(6));
  }

  /** The channel that a message is about; of one that is to be created its name. */
  of(message: PvaMessage): string | undefined {
    if (message.command === Command.createChannel) return message.text(6);
    return message.bytes.length < 12 ? undefined : this.bySid.get(message.u32(0));
  }

  /** The name of a channel that was just created. */
  received(message: PvaMessage): string | undefined {
    if (message.command !== Command.createChannel || message.u8(8) !== 0xff) return undefined;
    const name = this.#byCid.get(message.u32(0));
    if (name !== undefined) this.bySid.set(message.u32(4), name);
    return name;
  }
}

function withPort(bytes: Buffer, offset: number, port: number): Buffer {
  const copy = Buffer.from(bytes);
  if ((copy[2]! & 0x80) !== 0) copy.writeUInt16BE(port, offset);
  else copy.writeUInt16LE(port, offset);
  return copy;
}

function refused(ioid: number, name: string): Uint8Array {
  return encoded(Command.get, (writer) => {
    writer.u32(ioid);
    writer.u8(0);
    writeStatus(writer, { type: 'ERROR', message: `${name} cannot be read`, callTree: '' });
  });
}

function noAccess(cid: number): Uint8Array {
  return encoded(Command.aclChange, (writer) => {
    writer.u32(cid);
    writer.u8(0);
  });
}

function encoded(command: number, payload: (writer: PvDataWriter) => void): Uint8Array {
  const writer = new PvDataWriter();
  writeMessage(writer, command, payload, 'server');
  return new Uint8Array(writer.written());
}
