import type { Socket } from 'node:net';
import {
  Command,
  CaWriter,
  type Message,
  MessageStream,
  readText,
  writeEcho,
  writeHead,
  writeSearchResponse,
  writeVersion,
} from '@devgen/runtime/ca/codec';
import { Inbox } from '../socket/inbox.ts';
import { Outbox } from '../socket/outbox.ts';
import { Requests } from './requests.ts';
import type { ServedChannel } from './served-channel.ts';

/** Bytes of the largest message that is read. */
const MAX_MESSAGE = 32 * 2 ** 20;

export interface CircuitHost {
  port(): number;
  find(name: string): ServedChannel | undefined;
}

/** One client, from its first word to its last. */
export class Circuit {
  readonly #socket: Socket;
  readonly #host: CircuitHost;
  readonly #outbox: Outbox<CaWriter>;
  readonly #inbox: Inbox;
  readonly #requests: Requests;
  readonly #stream: MessageStream;

  constructor(socket: Socket, host: CircuitHost) {
    this.#socket = socket;
    this.#host = host;
    this.#outbox = new Outbox(socket, new CaWriter(4096));
    this.#requests = new Requests((name) => host.find(name), this.#outbox);
    this.#stream = new MessageStream((message) => this.#message(message), MAX_MESSAGE);
    socket.setNoDelay(true);
    // The event `close` follows, which is all there is to know.
    socket.on('error', () => {});
    this.#inbox = new Inbox(socket, {
      isBehind: () => this.#outbox.isBehind,
      read: (bytes) => this.#stream.push(bytes),
      broken: () => this.#hangUp(),
    });
    socket.on('drain', () => this.#requests.drained());
    socket.on('close', () => this.#forget());
    this.#outbox.send((writer) => writeVersion(writer));
  }

  /** When it last sent anything, in milliseconds. */
  get heard(): number {
    return this.#inbox.heard;
  }

  gone(channel: ServedChannel): void {
    this.#requests.gone(channel);
  }

  end(): void {
    this.#forget();
    this.#socket.destroy();
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

  /** What was answered before is still sent. */
  #hangUp(): void {
    this.#forget();
    this.#outbox.flush();
    this.#socket.destroySoon();
  }

  #forget(): void {
    this.#stream.stop();
    this.#inbox.close();
    this.#requests.close();
  }
}
