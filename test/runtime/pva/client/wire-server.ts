import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import {
  Command,
  MessageStream,
  OK,
  PvDataReader,
  PvDataWriter,
  readCreateChannel,
  readSearch,
  readValidationReply,
  type Search,
  writeChannelCreated,
  writeMessage,
  writeSearchResponse,
  writeStatus,
} from '@devgen/runtime/pva/codec';
import { WireConnection, type WireParty } from './wire-connection.ts';

export const GUID = '000102030405060708090a0b';

/** What a test decides; what it leaves out is done as a good server does it. */
export interface WireScript {
  readonly bigEndian?: boolean;
  readonly methods?: readonly string[];
  readonly guid?: string;
  /** False: searches are heard and not answered. */
  readonly answersSearch?: (name: string) => boolean;
  /** False: it hears echoes and says nothing. */
  readonly answersEcho?: boolean;
  /** Instead of beginning to speak. */
  accepted?(connection: WireConnection): void;
  /** Instead of granting the channel. */
  created?(connection: WireConnection, cid: number, name: string): void;
  /** Everything that is asked of channels. The reader stands at the payload. */
  message?(connection: WireConnection, command: number, reader: PvDataReader): void;
}

/** A PV Access server that does with each message what the test says. */
export class WireServer implements WireParty {
  readonly connections: WireConnection[] = [];
  readonly searches: Search[] = [];
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
      const connection = new WireConnection(socket, server, script.bigEndian === true);
      server.connections.push(connection);
      if (script.accepted !== undefined) script.accepted(connection);
      else connection.greet(script.methods);
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

  get udp(): number {
    return this.#udp.address().port;
  }

  get endpoint(): string {
    return `127.0.0.1:${this.port}`;
  }

  get environment(): Readonly<Record<string, string>> {
    return { EPICS_PVA_ADDR_LIST: `127.0.0.1:${this.udp}`, EPICS_PVA_AUTO_ADDR_LIST: 'NO' };
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

  received(connection: WireConnection, command: number, reader: PvDataReader): void {
    if (command === Command.connectionValidation) {
      connection.introduction = readValidationReply(reader);
      connection.send(Command.connectionValidated, (writer) => writeStatus(writer, OK));
    } else if (command === Command.createChannel) {
      const { cid, name } = readCreateChannel(reader);
      if (this.#script.created !== undefined) this.#script.created(connection, cid, name);
      else this.grant(connection, cid);
    } else if (command === Command.echo) this.#echo(connection);
    else this.#script.message?.(connection, command, reader);
  }

  #echo(connection: WireConnection): void {
    if (this.#script.answersEcho !== false) connection.send(Command.echo);
  }

  grant(connection: WireConnection, cid: number): void {
    this.#lastSid += 1;
    const sid = this.#lastSid;
    connection.send(Command.createChannel, (writer) => writeChannelCreated(writer, { cid, sid, status: OK }));
  }

  /** Says by UDP that it has these channels, asked or not. */
  answer(
    cids: readonly number[],
    port: number,
    response: { readonly guid?: string; readonly port?: number } = {},
  ): void {
    const writer = new PvDataWriter(false);
    writeMessage(
      writer,
      Command.searchResponse,
      (payload) =>
        writeSearchResponse(payload, {
          guid: response.guid ?? this.#script.guid ?? GUID,
          sequence: 0,
          address: undefined,
          port: response.port ?? this.port,
          protocol: 'tcp',
          found: true,
          cids,
        }),
      'server',
    );
    this.#udp.send(writer.written(), port, '127.0.0.1');
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    const closed = new Promise((resolve) => this.#tcp.close(resolve));
    await Promise.all(this.connections.map((connection) => connection.destroy()));
    this.#udp.close();
    await closed;
  }

  #datagram(bytes: Uint8Array, port: number): void {
    const stream = new MessageStream(
      { message: (_, reader) => this.#searched(readSearch(reader), port), control: () => {} },
      { from: 'client' },
    );
    stream.push(bytes);
    this.changed();
  }

  #searched(search: Search, port: number): void {
    this.searches.push(search);
    const { answersSearch = () => true } = this.#script;
    const cids = search.names.filter(({ name }) => answersSearch(name)).map(({ cid }) => cid);
    if (cids.length > 0 || search.mustReply) this.answer(cids, port);
  }
}
