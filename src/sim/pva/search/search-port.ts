import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { Command, MessageStream, PvDataWriter, readSearch, type Search, writeMessage } from '@devgen/runtime/pva/codec';
import { type Answering, writeAnswer } from './answer.ts';

const MAX_DATAGRAM = 0xffff;

/** Hears searches by UDP, and answers where this server has what is sought. */
export class SearchPort {
  readonly #socket: Socket;
  readonly #answering: Answering;

  private constructor(socket: Socket, answering: Answering) {
    this.#socket = socket;
    this.#answering = answering;
    socket.on('message', (bytes, from) => this.#datagram(bytes, from.address, from.port));
    // A client that is gone before its answer.
    socket.on('error', () => {});
  }

  static async open(host: string, port: number, answering: Answering): Promise<SearchPort> {
    const socket = createSocket('udp4');
    socket.bind(port, host);
    await once(socket, 'listening');
    return new SearchPort(socket, answering);
  }

  get port(): number {
    return this.#socket.address().port;
  }

  send(bytes: Uint8Array, port: number, host: string): void {
    this.#socket.send(bytes, port, host, () => {});
  }

  async close(): Promise<void> {
    this.#socket.close();
    await once(this.#socket, 'close');
  }

  #datagram(bytes: Uint8Array, host: string, port: number): void {
    const stream = new MessageStream(
      {
        message: (command, reader) => {
          if (command === Command.search) this.#answer(readSearch(reader), host, port);
        },
        control: () => {},
      },
      { from: 'client', maxMessage: MAX_DATAGRAM },
    );
    try {
      stream.push(bytes);
    } catch {
      // Anybody may send anything to a UDP port.
    }
  }

  #answer(search: Search, host: string, port: number): void {
    const cids = this.#answering.sought(search);
    if (cids.length === 0 && !search.mustReply) return;
    const writer = new PvDataWriter(false);
    writeMessage(
      writer,
      Command.searchResponse,
      (payload) => writeAnswer(payload, this.#answering, search, cids),
      'server',
    );
    this.send(writer.written(), search.replyPort || port, search.replyAddress ?? host);
  }
}
