import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import {
  CaWriter,
  Command,
  dbrType,
  type Message,
  MessageStream,
  readText,
  type SoughtName,
  writeAccessRights,
  writeChannelCreated,
  writeDbr,
  writeEcho,
  writeSearchResponse,
  writeVersion,
} from '@devgen/runtime/ca/codec';

/** A message without its bytes. */
export interface Asked {
  readonly command: number;
  readonly type: number;
  readonly count: number;
  readonly p1: number;
  readonly p2: number;
}

/** What a test decides; what it leaves out is done as a good server does it. */
export interface WireScript {
  /** False: searches are heard and not answered. */
  readonly answersSearch?: (name: string) => boolean;
  /** In answers to searches, instead of its own. */
  readonly port?: number;
  /** False: it hears echoes and says nothing. */
  readonly answersEcho?: boolean;
  /** False: it says nothing by itself. */
  readonly greets?: boolean;
  /** Instead of granting the channel. */
  created?(connection: WireConnection, cid: number, name: string): void;
  /** Everything that is asked of channels. */
  asked?(connection: WireConnection, asked: Asked): void;
}

/** One accepted connection: says what it is told to, right or wrong. */
export class WireConnection {
  readonly asked: Asked[] = [];
  /** How many reads it took to hear all. */
  reads = 0;
  readonly gone: Promise<unknown>;
  readonly #socket: Socket;

  constructor(socket: Socket, server: WireServer) {
    this.#socket = socket;
    this.gone = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => {});
    const stream = new MessageStream((message) => {
      const { command, type, count, p1, p2 } = message;
      this.asked.push({ command, type, count, p1, p2 });
      server.received(this, message);
    });
    socket.on('data', (chunk) => {
      this.reads += 1;
      stream.push(chunk);
      server.changed();
    });
  }

  get commands(): readonly number[] {
    return this.asked.map(({ command }) => command);
  }

  send(write: (writer: CaWriter) => void): void {
    this.raw(encode(write));
  }

  /** The answer to a read, or an event: a number with its time. */
  sendValue({ command, p2 }: Asked, value: number): void {
    const head = { command, type: dbrType('double', 'time'), p1: 1, p2 };
    this.send((writer) => writeDbr(writer, head, { value, seconds: 1_000_000_000 }));
  }

  raw(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  count(command: number): number {
    return this.commands.filter((each) => each === command).length;
  }

  async destroy(): Promise<void> {
    this.#socket.destroy();
    await this.gone;
  }
}

/** A Channel Access server that does with each message what the test says. */
export class WireServer {
  readonly connections: WireConnection[] = [];
  /** Names of each datagram, and how long it was. */
  readonly searches: { readonly names: readonly SoughtName[]; readonly length: number; readonly from: number }[] = [];
  readonly #script: WireScript;
  readonly #tcp: Server;
  readonly #udp: UdpSocket;
  readonly #waiting = new Set<() => void>();
  #lastSid = 100;
  #stopped = false;

  private constructor(script: WireScript, tcp: Server, udp: UdpSocket) {
    this.#script = script;
    this.#tcp = tcp;
    this.#udp = udp;
  }

  static async start(script: WireScript = {}): Promise<WireServer> {
    const tcp = createServer();
    const udp = createSocket('udp4');
    const server = new WireServer(script, tcp, udp);
    tcp.on('connection', (socket) => {
      const connection = new WireConnection(socket, server);
      server.connections.push(connection);
      if (script.greets !== false) connection.send(writeVersion);
      server.changed();
    });
    udp.on('message', (bytes, from) => server.#datagram(bytes, from.port));
    tcp.listen(0, '127.0.0.1');
    udp.bind(0, '127.0.0.1');
    await Promise.all([once(tcp, 'listening'), once(udp, 'listening')]);
    return server;
  }

  get port(): number {
    return (this.#tcp.address() as AddressInfo).port;
  }

  get endpoint(): string {
    return `127.0.0.1:${this.port}`;
  }

  get environment(): Readonly<Record<string, string>> {
    return { EPICS_CA_ADDR_LIST: `127.0.0.1:${this.#udp.address().port}`, EPICS_CA_AUTO_ADDR_LIST: 'NO' };
  }

  /** Names that were searched for, each time. */
  get soughtNames(): readonly string[] {
    return this.searches.flatMap(({ names }) => names.map(({ name }) => name));
  }

  /** Resolves when the condition holds; it is looked at whenever something arrives. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  changed(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  received(connection: WireConnection, message: Message): void {
    const { command, p1 } = message;
    if (command === Command.createChannel) {
      const name = readText(message);
      if (this.#script.created !== undefined) this.#script.created(connection, p1, name);
      else this.grant(connection, p1);
    } else if (command === Command.echo) {
      if (this.#script.answersEcho !== false) connection.send(writeEcho);
    } else if (command === Command.search) {
      this.searches.push({ names: [{ cid: p1, name: readText(message) }], length: 0, from: 0 });
      if (this.#answers(readText(message))) {
        connection.send((writer) => writeSearchResponse(writer, { cid: p1, host: undefined, port: this.port }));
      }
    } else this.#script.asked?.(connection, connection.asked.at(-1)!);
  }

  /** Of one double, unless told otherwise. */
  grant(connection: WireConnection, cid: number, count = 1): void {
    this.#lastSid += 1;
    const sid = this.#lastSid;
    connection.send((writer) => {
      writeAccessRights(writer, cid, { read: true, write: true });
      writeChannelCreated(writer, { cid, sid, type: dbrType('double'), count });
    });
  }

  /** Says by UDP that it has a channel, asked or not. */
  answer(cid: number, to: number, port: number = this.#script.port ?? this.port): void {
    this.#udp.send(
      encode((writer) => writeSearchResponse(writer, { cid, host: undefined, port })),
      to,
      '127.0.0.1',
    );
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    const closed = new Promise((resolve) => this.#tcp.close(resolve));
    await Promise.all(this.connections.map((connection) => connection.destroy()));
    this.#udp.close();
    await closed;
  }

  #answers(name: string): boolean {
    return this.#script.answersSearch?.(name) ?? true;
  }

  #datagram(bytes: Uint8Array, from: number): void {
    const names: SoughtName[] = [];
    const stream = new MessageStream((message) => {
      if (message.command === Command.search) names.push({ cid: message.p1, name: readText(message) });
    });
    stream.push(bytes);
    this.searches.push({ names, length: bytes.length, from });
    for (const { cid, name } of names) if (this.#answers(name)) this.answer(cid, from);
    this.changed();
  }
}

function encode(write: (writer: CaWriter) => void): Uint8Array {
  const writer = new CaWriter();
  write(writer);
  return writer.written();
}
