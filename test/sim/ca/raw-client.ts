import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import {
  CaWriter,
  type ChannelCreated,
  Command,
  type Message,
  MessageStream,
  readChannelCreated,
  writeCreateChannel,
} from '@devgen/runtime/ca/codec';

export type Write = (writer: CaWriter) => void;

/** A message, its payload as bytes of its own. */
export interface Received {
  readonly command: number;
  readonly type: number;
  readonly count: number;
  readonly p1: number;
  readonly p2: number;
  readonly payload: Buffer;
}

/** The bytes of messages. */
export function bytesOf(...writes: readonly Write[]): Buffer {
  const writer = new CaWriter();
  for (const write of writes) write(writer);
  return Buffer.from(writer.written());
}

/** Says what it is told to, right or wrong, and keeps what comes back. */
export class RawClient {
  readonly received: Received[] = [];
  readonly ended: Promise<void>;
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
    const stream = new MessageStream((message) => void this.received.push(copyOf(message)));
    socket.on('data', (chunk) => {
      stream.push(chunk);
      this.#changed();
    });
  }

  static async connect(port: number): Promise<RawClient> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new RawClient(socket);
  }

  send(...writes: readonly Write[]): void {
    this.raw(bytesOf(...writes));
  }

  raw(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** The next message of a command, whenever it comes; those before it are forgotten. Rejects when the server hangs up. */
  async take(command: number): Promise<Received> {
    for (;;) {
      const at = this.received.findIndex((each) => each.command === command);
      if (at >= 0) return this.received.splice(0, at + 1).at(-1)!;
      if (this.#isEnded) throw new Error('The server has hung up.');
      await new Promise<void>((resolve) => (this.#changed = resolve));
    }
  }

  async create(name: string, cid = 1): Promise<ChannelCreated> {
    this.send((writer) => writeCreateChannel(writer, cid, name));
    return readChannelCreated((await this.take(Command.createChannel)) as unknown as Message);
  }

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

function copyOf({ command, type, count, p1, p2, bytes, start, end }: Message): Received {
  return { command, type, count, p1, p2, payload: Buffer.from(bytes.subarray(start, end)) };
}
