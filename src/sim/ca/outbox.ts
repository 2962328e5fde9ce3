import type { Socket } from 'node:net';
import { CaWriter } from '@devgen/runtime/ca/codec';

/** Bytes that a client leaves unread before no more of it is read, and events wait. */
const BEHIND = 4 * 2 ** 20;

/** What goes to one client: the messages of a tick leave together. */
export class Outbox {
  readonly #socket: Socket;
  readonly #writer = new CaWriter(4096);
  #scheduled = false;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Whether the client reads less than it is sent. */
  get isBehind(): boolean {
    return this.#socket.writableLength + this.#writer.position > BEHIND;
  }

  send(write: (writer: CaWriter) => void): void {
    write(this.#writer);
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => this.flush());
  }

  /** Sends what waits for the end of the tick. */
  flush(): void {
    this.#scheduled = false;
    if (this.#writer.position > 0 && this.#socket.writable) this.#socket.write(Uint8Array.from(this.#writer.written()));
    this.#writer.clear();
  }
}
