import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import {
  CaWriter,
  Command,
  MessageStream,
  MINOR_VERSION,
  readText,
  wantsReply,
  writeHead,
  writeSearchResponse,
} from '@devgen/runtime/ca/codec';
import type { CircuitHost } from './circuit.ts';

const MAX_DATAGRAM = 0xffff;

/** Hears searches by UDP, and answers those for what this server has. */
export class SearchPort {
  readonly #socket: Socket;
  readonly #host: CircuitHost;

  private constructor(socket: Socket, host: CircuitHost) {
    this.#socket = socket;
    this.#host = host;
    socket.on('message', (bytes, from) => this.#datagram(bytes, from.address, from.port));
    // A client that is gone before its answer.
    socket.on('error', () => {});
  }

  static async open(address: string, port: number, host: CircuitHost): Promise<SearchPort> {
    const socket = createSocket('udp4');
    socket.bind(port, address);
    await once(socket, 'listening');
    return new SearchPort(socket, host);
  }

  get port(): number {
    return this.#socket.address().port;
  }

  async close(): Promise<void> {
    this.#socket.close();
    await once(this.#socket, 'close');
  }

  #datagram(bytes: Uint8Array, address: string, port: number): void {
    const answer = new CaWriter();
    writeHead(answer, { command: Command.version, count: MINOR_VERSION });
    const empty = answer.position;
    const stream = new MessageStream((message) => {
      const { command, type, count, p1 } = message;
      if (command === Command.version && answer.position === empty) {
        // The number of the datagram comes back with its answer, and whether it is one.
        answer.clear();
        writeHead(answer, { command, type, count: MINOR_VERSION, p1 });
      }
      if (command !== Command.search) return;
      if (this.#host.find(readText(message)) !== undefined) {
        writeSearchResponse(answer, { cid: p1, host: undefined, port: this.#host.port() });
      } else if (wantsReply(message)) writeHead(answer, { command: Command.notFound, type, count, p1, p2: p1 });
    }, MAX_DATAGRAM);
    try {
      stream.push(bytes);
    } catch {
      // Anybody may send anything to a UDP port.
    }
    if (answer.position > empty) this.#socket.send(answer.written(), port, address, () => {});
  }
}
