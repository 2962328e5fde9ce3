import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import {
  Command,
  MessageStream,
  parsePvRequest,
  PvDataReader,
  PvDataWriter,
  readChannelCreated,
  Sub,
  type ValidationReply,
  writeCreateChannel,
  writeMessage,
  writeOperation,
  writeValidationReply,
  writeVariant,
} from '@devgen/runtime/pva/codec';

export type Write = (writer: PvDataWriter) => void;

export interface Received {
  readonly command: number;
  /** The payload. */
  readonly bytes: Uint8Array;
}

const ANONYMOUS: ValidationReply = {
  bufferSize: 0x1_0000,
  registrySize: 0x7fff,
  qos: 0,
  method: 'anonymous',
  credentials: null,
};

/** The bytes of a message of a client. */
export function message(command: number, payload?: Write, littleEndian = true): Uint8Array {
  const writer = new PvDataWriter(littleEndian);
  writeMessage(writer, command, payload);
  return Uint8Array.from(writer.written());
}

/** The first request of an operation. */
export function begin(command: number, sid: number, ioid: number, request = ''): Uint8Array {
  return message(command, (writer) => {
    writeOperation(writer, sid, ioid, Sub.init);
    writeVariant(writer, parsePvRequest(request));
  });
}

/** A later one. */
export function ask(command: number, sid: number, ioid: number, sub = 0, rest?: Write): Uint8Array {
  return message(command, (writer) => {
    writeOperation(writer, sid, ioid, sub);
    rest?.(writer);
  });
}

/** Says what it is told to, right or wrong, and keeps what comes back. */
export class RawClient {
  readonly received: Received[] = [];
  readonly controls: { readonly command: number; readonly bigEndian: boolean }[] = [];
  readonly bytes: Uint8Array[] = [];
  readonly ended: Promise<unknown>;
  readonly #socket: Socket;
  #changed: () => void = () => {};
  #isEnded = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('error', () => {});
    this.ended = new Promise<void>((resolve) => {
      socket.once('close', () => {
        this.#isEnded = true;
        this.#changed();
        resolve();
      });
    });
    const stream = new MessageStream({
      message: (command, reader) => void this.received.push({ command, bytes: reader.bytes(reader.remaining) }),
      control: (command, _, bigEndian) => void this.controls.push({ command, bigEndian }),
    });
    socket.on('data', (chunk) => {
      this.bytes.push(Uint8Array.from(chunk));
      stream.push(chunk);
      this.#changed();
    });
  }

  static async connect(port: number): Promise<RawClient> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new RawClient(socket);
  }

  /** One that has introduced itself. */
  static async open(port: number, reply: Partial<ValidationReply> = {}): Promise<RawClient> {
    const client = await RawClient.connect(port);
    client.send(message(Command.connectionValidation, (w) => writeValidationReply(w, { ...ANONYMOUS, ...reply })));
    await client.take(Command.connectionValidated);
    return client;
  }

  send(...messages: readonly Uint8Array[]): void {
    this.#socket.write(Buffer.concat(messages));
  }

  /** The next message of a command, whenever it comes; those before it are forgotten. Rejects when the server hangs up. */
  async take(command: number): Promise<Uint8Array> {
    for (;;) {
      const at = this.received.findIndex((each) => each.command === command);
      if (at >= 0) return this.received.splice(0, at + 1).at(-1)!.bytes;
      if (this.#isEnded) throw new Error('The server has hung up.');
      await new Promise<void>((resolve) => (this.#changed = resolve));
    }
  }

  async create(name: string, cid = 1): Promise<ReturnType<typeof readChannelCreated>> {
    this.send(message(Command.createChannel, (writer) => writeCreateChannel(writer, cid, name)));
    return readChannelCreated(await this.reader(Command.createChannel));
  }

  async reader(command: number): Promise<PvDataReader> {
    return new PvDataReader(await this.take(command));
  }

  /** Reads nothing for as long as it takes. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  finish(): void {
    this.#socket.end();
  }

  async destroy(): Promise<void> {
    this.#socket.destroy();
    await this.ended;
  }
}
