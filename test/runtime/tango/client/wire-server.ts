import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

import {
  type CdrReader,
  CdrWriter,
  corbaloc,
  GiopStream,
  MessageType,
  type ObjectRef,
  readRequestHeader,
  writeCloseConnection,
  writeLocateReply,
  writeReply,
} from '@devgen/runtime/tango/codec';

export interface WireRequest {
  readonly id: number;
  readonly operation: string;
  readonly key: string;
  /** The only argument that the tests send; empty when there is none. */
  readonly argument: string;
  readonly connection: WireConnection;
  /** Answers with this text. */
  reply(text: string): void;
}

/** One accepted connection: says what it is told to, right or wrong. */
export class WireConnection {
  readonly cancelled: number[] = [];
  /** Chunks that came with at least one message. */
  readonly reads: number[] = [];
  locates = 0;
  answersLocate = true;
  readonly #socket: Socket;
  readonly #gone: Promise<unknown>;

  constructor(socket: Socket, on: (request: WireRequest) => void) {
    this.#socket = socket;
    this.#gone = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => {});
    let inChunk = 0;
    const stream = new GiopStream((type, minor, reader) => {
      inChunk += 1;
      if (type === MessageType.request) on(this.#request(reader, minor));
      else if (type === MessageType.cancelRequest) this.cancelled.push(reader.u32());
      else if (type === MessageType.locateRequest) this.#locate(reader.u32());
    });
    socket.on('data', (chunk) => {
      inChunk = 0;
      stream.push(chunk);
      this.reads.push(inChunk);
    });
  }

  send(write: (writer: CdrWriter) => void): void {
    const writer = new CdrWriter();
    write(writer);
    this.#socket.write(writer.written());
  }

  raw(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** As a server does that closes an idle connection. */
  async closeOrderly(): Promise<void> {
    this.send(writeCloseConnection);
    this.#socket.end();
    await this.#gone;
  }

  async destroy(): Promise<void> {
    this.#socket.destroy();
    await this.#gone;
  }

  #request(reader: CdrReader, minor: number): WireRequest {
    const { id, operation, key } = readRequestHeader(reader, minor);
    const argument = reader.remaining > 0 ? reader.string() : '';
    const reply = (text: string): void => this.send((writer) => writeReply(writer, id, 0, (w) => w.string(text)));
    return { id, operation, key: Buffer.from(key).toString('latin1'), argument, connection: this, reply };
  }

  #locate(id: number): void {
    this.locates += 1;
    if (this.answersLocate) this.send((writer) => writeLocateReply(writer, id, 'OBJECT_HERE'));
  }
}

/** A server that does with each request what the test says. */
export class WireServer {
  readonly connections: WireConnection[] = [];
  readonly requests: WireRequest[] = [];
  readonly #server: Server;
  readonly #waiting = new Set<() => void>();

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(on: (request: WireRequest, server: WireServer) => void = () => {}): Promise<WireServer> {
    const server = createServer();
    const wire = new WireServer(server);
    server.on('connection', (socket) => {
      const connection = new WireConnection(socket, (request) => {
        wire.requests.push(request);
        on(request, wire);
        wire.#changed();
      });
      wire.connections.push(connection);
      wire.#changed();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return wire;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  ref(key = 'object'): ObjectRef {
    return corbaloc([{ host: '127.0.0.1', port: this.port }], key);
  }

  /** Resolves when the condition holds; it is looked at whenever something arrives. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    await Promise.all(this.connections.map((connection) => connection.destroy()));
    await closed;
  }

  #changed(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
