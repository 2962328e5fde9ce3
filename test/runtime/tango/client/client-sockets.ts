import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/** The connections that this process makes, from now until {@link ClientSockets.stop}. */
export class ClientSockets {
  /** Most that were open at a time. */
  peak = 0;
  made = 0;
  #sockets: Socket[] = [];

  constructor() {
    subscribe('net.client.socket', this.#onSocket);
  }

  get open(): number {
    this.#sockets = this.#sockets.filter((socket) => !socket.destroyed);
    return this.#sockets.length;
  }

  stop(): void {
    unsubscribe('net.client.socket', this.#onSocket);
  }

  readonly #onSocket = (message: unknown): void => {
    this.#sockets.push((message as { socket: Socket }).socket);
    this.made += 1;
    this.peak = Math.max(this.peak, this.open);
  };
}
