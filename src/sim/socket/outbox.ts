import type { Socket } from 'node:net';

/** Bytes that a client leaves unread before no more of it is read, and what may wait waits. */
const BEHIND = 4 * 2 ** 20;

/** Collects the bytes of messages. */
export interface MessageWriter {
  readonly position: number;
  written(): Uint8Array;
  clear(): void;
}

/** What goes to one client: the messages of a tick leave together. */
export class Outbox<W extends MessageWriter> {
  readonly #socket: Socket;
  readonly #writer: W;
  #scheduled = false;

  constructor(socket: Socket, writer: W) {
    this.#socket = socket;
    this.#writer = writer;
  }

  /** Whether the client reads less than it is sent. */
  get isBehind(): boolean {
    return this.#socket.writableLength + this.#writer.position > BEHIND;
  }

  send(write: (writer: W) => void): void {
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
