import type { Socket } from 'node:net';
import { PvDataWriter, writeControl, writeMessage } from '@devgen/runtime/pva/codec';

/** Bytes that a client leaves unread before no more of it is read, and updates wait. */
const BEHIND = 4 * 2 ** 20;

/** What goes to one client: the messages of a tick leave together. */
export class Outbox {
  readonly #socket: Socket;
  readonly #writer: PvDataWriter;
  #scheduled = false;

  constructor(socket: Socket, littleEndian: boolean) {
    this.#socket = socket;
    this.#writer = new PvDataWriter(littleEndian, 4096);
  }

  /** Whether the client reads less than it is sent. */
  get isBehind(): boolean {
    return this.#socket.writableLength + this.#writer.position > BEHIND;
  }

  send(command: number, payload?: (writer: PvDataWriter) => void): void {
    writeMessage(this.#writer, command, payload, 'server');
    this.#schedule();
  }

  sendControl(command: number, data: number): void {
    writeControl(this.#writer, command, data, 'server');
    this.#schedule();
  }

  /** Sends what waits for the end of the tick. */
  flush(): void {
    this.#scheduled = false;
    if (this.#writer.position > 0 && this.#socket.writable) this.#socket.write(Uint8Array.from(this.#writer.written()));
    this.#writer.clear();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => this.flush());
  }
}
