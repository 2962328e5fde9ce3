import type { Socket } from 'node:net';
import {
  Command,
  type Message,
  MessageStream,
  readText,
  writeEcho,
  writeHead,
  writeSearchResponse,
  writeVersion,
} from '@devgen/runtime/ca/codec';
import { Outbox } from './outbox.ts';
import { Requests } from './requests.ts';
import type { ServedChannel } from './served-channel.ts';

/** Bytes of the largest message that is read. */
const MAX_MESSAGE = 32 * 2 ** 20;
/** Bytes read at a time: of many small requests in one chunk the last may have to wait. */
const SLICE = 4096;

export interface CircuitHost {
  port(): number;
  find(name: string): ServedChannel | undefined;
}

/** One client, from its first word to its last. */
export class Circuit {
  /** When it last sent anything, in milliseconds. */
  heard: number = Date.now();
  readonly #socket: Socket;
  readonly #host: CircuitHost;
  readonly #outbox: Outbox;
  readonly #requests: Requests;
  readonly #stream: MessageStream;
  #received: Uint8Array[] = [];

  constructor(socket: Socket, host: CircuitHost) {
    this.#socket = socket;
    this.#host = host;
    this.#outbox = new Outbox(socket);
    this.#requests = new Requests((name) => host.find(name), this.#outbox);
    this.#stream = new MessageStream((message) => this.#message(message), MAX_MESSAGE);
    socket.setNoDelay(true);
    // The event `close` follows, which is all there is to know.
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      this.heard = Date.now();
      this.#received.push(chunk);
      this.#read();
    });
    socket.on('drain', () => {
      this.#read();
      this.#requests.drained();
    });
    socket.on('close', () => this.#forget());
    this.#outbox.send((writer) => writeVersion(writer));
  }

  gone(channel: ServedChannel): void {
    this.#requests.gone(channel);
  }

  end(): void {
    this.#forget();
    this.#socket.destroy();
  }

  /** A client that asks more quickly than it reads waits in its own buffers, not in ours. */
  #read(): void {
    for (let [chunk] = this.#received; chunk !== undefined && !this.#outbox.isBehind; [chunk] = this.#received) {
      if (chunk.length > SLICE) this.#received[0] = chunk.subarray(SLICE);
      else this.#received.shift();
      try {
        this.#stream.push(chunk.subarray(0, SLICE));
      } catch {
        // What is not Channel Access cannot be read any further; what was answered before it is still sent.
        return this.#hangUp();
      }
    }
    const waits = this.#received.length > 0;
    if (waits !== this.#socket.isPaused()) this.#socket[waits ? 'pause' : 'resume']();
  }

  #message(message: Message): void {
    const { command, p1, p2 } = message;
    switch (command) {
      case Command.echo:
        return this.#outbox.send(writeEcho);
      case Command.readSync:
        return this.#outbox.send((writer) => writeHead(writer, { command, p1, p2 }));
      case Command.search:
        return this.#search(message);
      case Command.version:
      case Command.clientName:
      case Command.hostName:
        // Nothing depends on who the client is.
        return;
      default:
        return this.#requests.message(message);
    }
  }

  #search(message: Message): void {
    if (this.#host.find(readText(message)) === undefined) return;
    const { p1: cid } = message;
    this.#outbox.send((writer) => writeSearchResponse(writer, { cid, host: undefined, port: this.#host.port() }));
  }

  #hangUp(): void {
    this.#forget();
    this.#outbox.flush();
    this.#socket.destroySoon();
  }

  #forget(): void {
    this.#stream.stop();
    this.#received = [];
    this.#requests.close();
  }
}
