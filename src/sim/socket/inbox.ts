import type { Socket } from 'node:net';

/** Bytes read at a time: of many small requests in one chunk the last may have to wait. */
const SLICE = 4096;

export interface InboxHost {
  /** Whether the client reads less than it is sent. */
  isBehind(): boolean;
  /** What it throws is the end: nothing after it can be read. */
  read(bytes: Uint8Array): void;
  broken(): void;
}

/** What comes from one client. One that asks more quickly than it reads waits in its own buffers, not in ours. */
export class Inbox {
  /** When anything came last, in milliseconds. */
  heard: number = Date.now();
  readonly #socket: Socket;
  readonly #host: InboxHost;
  #received: Uint8Array[] = [];

  constructor(socket: Socket, host: InboxHost) {
    this.#socket = socket;
    this.#host = host;
    socket.on('data', (chunk) => {
      this.heard = Date.now();
      this.#received.push(chunk);
      this.#read();
    });
    socket.on('drain', () => this.#read());
  }

  /** Nothing more is read. */
  close(): void {
    this.#received = [];
  }

  #read(): void {
    for (let [chunk] = this.#received; chunk !== undefined && !this.#host.isBehind(); [chunk] = this.#received) {
      if (chunk.length > SLICE) this.#received[0] = chunk.subarray(SLICE);
      else this.#received.shift();
      try {
        this.#host.read(chunk.subarray(0, SLICE));
      } catch {
        return this.#host.broken();
      }
    }
    const waits = this.#received.length > 0;
    if (waits !== this.#socket.isPaused()) this.#socket[waits ? 'pause' : 'resume']();
  }
}
