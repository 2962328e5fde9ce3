import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import {
  type CdrReader,
  CdrWriter,
  type Endpoint,
  GiopStream,
  MessageType,
  parseIor,
  readReplyHeader,
  ReplyStatus,
  readSystemException,
  type TangoType,
  writeAny,
  writeClientIdent,
  writeRequest,
} from '@devgen/runtime/tango/codec';
import { TangoClient } from '@devgen/runtime/tango';

/** What a server sent: the type of the message, and of a reply what is in it. */
export interface Received {
  readonly type: number;
  readonly minor: number;
  readonly id?: number;
  readonly status?: number;
  /** Of a reply without an exception its first word, of a system exception its name. */
  readonly body?: unknown;
}

/** A client that writes what it is told to, right or wrong, byte by byte. */
export class RawClient {
  readonly received: Received[] = [];
  readonly #socket: Socket;
  readonly #closed: Promise<unknown>;
  #wake = (): void => {};

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('error', () => {});
    this.#closed = once(socket, 'close');
    void this.#closed.then(() => this.#wake());
    const stream = new GiopStream((type, minor, reader) => {
      this.received.push(read(type, minor, reader));
      this.#wake();
    });
    socket.on('data', (chunk) => stream.push(chunk));
  }

  static async connect({ host, port }: Endpoint): Promise<RawClient> {
    const socket = connect({ host, port, noDelay: true });
    await once(socket, 'connect');
    return new RawClient(socket);
  }

  /** The connection is closed. */
  get isClosed(): boolean {
    return this.#socket.closed;
  }

  send(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** Waits for what the server sends next. */
  async next(): Promise<Received> {
    const { length } = this.received;
    await this.until(() => this.received.length > length);
    return this.received.at(-1)!;
  }

  /** Resolves when the condition holds; rejects when the connection closed instead. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      if (this.isClosed) throw new Error('The server closed the connection.');
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Resolves when the server closed the connection. */
  async ended(): Promise<void> {
    await this.#closed;
  }

  /** Nothing more comes from here. */
  finish(): void {
    this.#socket.end();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  async destroy(): Promise<void> {
    this.#socket.destroy();
    await this.#closed;
  }
}

function read(type: number, minor: number, reader: CdrReader): Received {
  if (type !== MessageType.reply) return { type, minor };
  const { id, status } = readReplyHeader(reader, minor);
  if (status === ReplyStatus.systemException) {
    const { exception, completed } = readSystemException(reader);
    return { type, minor, id, status, body: `${exception} ${completed}` };
  }
  if (status === ReplyStatus.userException) return { type, minor, id, status, body: reader.string() };
  return { type, minor, id, status };
}

/** The object of a device. */
export async function locate(
  host: { readonly tangoHost: string },
  device: string,
): Promise<ReturnType<typeof parseIor>> {
  const client = new TangoClient({ tangoHost: host.tangoHost, environment: {} });
  const { ref } = await client.device(device).location();
  await client.close();
  return ref;
}

export function bytesOf(write: (writer: CdrWriter) => void, littleEndian = true): Uint8Array {
  const writer = new CdrWriter(littleEndian);
  write(writer);
  return new Uint8Array(writer.written());
}

/** A request of the operation. */
export function request(
  id: number,
  key: Uint8Array,
  operation: string,
  encode?: (writer: CdrWriter) => void,
  littleEndian = true,
): Uint8Array {
  return bytesOf((writer) => writeRequest(writer, id, key, operation, encode), littleEndian);
}

/** A `command_inout_4`. */
export function command(
  id: number,
  key: Uint8Array,
  name: string,
  type: (typeof TangoType)[keyof typeof TangoType] = 0,
  argument?: unknown,
): Uint8Array {
  return request(id, key, 'command_inout_4', (writer) => {
    writer.string(name);
    writeAny(writer, type, argument);
    writer.u32(0);
    writeClientIdent(writer, { language: 'cpp', pid: process.pid });
  });
}
