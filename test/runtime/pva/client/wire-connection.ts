import type { Socket } from 'node:net';
import {
  Command,
  Control,
  MessageStream,
  type PvDataReader,
  PvDataWriter,
  type ValidationReply,
  writeControl,
  writeMessage,
  writeValidationRequest,
} from '@devgen/runtime/pva/codec';

type Write = (writer: PvDataWriter) => void;

/** Whom a connection tells of what it hears. */
export interface WireParty {
  received(connection: WireConnection, command: number, reader: PvDataReader): void;
  changed(): void;
}

/** One accepted connection: says what it is told to, right or wrong. */
export class WireConnection {
  readonly commands: number[] = [];
  readonly controls: number[] = [];
  /** Bytes of each read, before they are taken apart. */
  readonly bytes: Uint8Array[] = [];
  introduction: ValidationReply | undefined;
  readonly #socket: Socket;
  readonly #little: boolean;
  readonly #gone: Promise<unknown>;

  constructor(socket: Socket, server: WireParty, isBigEndian: boolean) {
    this.#socket = socket;
    this.#little = !isBigEndian;
    this.#gone = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => {});
    const stream = new MessageStream(
      {
        message: (command, reader) => {
          this.commands.push(command);
          server.received(this, command, reader);
        },
        control: (command) => void this.controls.push(command),
      },
      { from: 'client' },
    );
    socket.on('data', (chunk) => {
      this.bytes.push(chunk);
      stream.push(chunk);
      server.changed();
    });
  }

  /** The first words of a server. */
  greet(methods: readonly string[] = ['anonymous', 'ca']): void {
    this.sendControl(Control.setByteOrder, 0);
    this.send(Command.connectionValidation, (writer) =>
      writeValidationRequest(writer, { bufferSize: 0x1_0000, registrySize: 0x7fff, methods }),
    );
  }

  send(command: number, payload?: Write): void {
    this.raw(this.encode((writer) => writeMessage(writer, command, payload, 'server')));
  }

  sendControl(command: number, data: number): void {
    this.raw(this.encode((writer) => writeControl(writer, command, data, 'server')));
  }

  /** The bytes of what `write` writes, in this server's byte order. */
  encode(write: Write): Uint8Array {
    const writer = new PvDataWriter(this.#little);
    write(writer);
    return new Uint8Array(writer.written());
  }

  raw(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  count(command: number): number {
    return this.commands.filter((each) => each === command).length;
  }

  async destroy(): Promise<void> {
    this.#socket.destroy();
    await this.#gone;
  }

  get gone(): Promise<unknown> {
    return this.#gone;
  }
}
