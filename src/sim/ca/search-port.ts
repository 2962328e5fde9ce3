import {
  CaWriter,
  Command,
  type Message,
  MessageStream,
  MINOR_VERSION,
  readText,
  wantsReply,
  writeHead,
  writeSearchResponse,
} from '@devgen/runtime/ca/codec';
import { DatagramPort, MAX_DATAGRAM } from '../socket/datagram-port.ts';
import type { CircuitHost } from './circuit.ts';

/** Hears searches by UDP, and answers those for what this server has. */
export function openSearchPort(host: string, port: number, served: CircuitHost): Promise<DatagramPort> {
  return DatagramPort.open({ host, port }, (bytes, from, own) => {
    const answer = new Answer(served);
    try {
      new MessageStream((message) => answer.take(message), MAX_DATAGRAM).push(bytes);
    } finally {
      // What was asked before the datagram made no sense is answered.
      if (answer.bytes !== undefined) own.send(answer.bytes, from.port, from.address);
    }
  });
}

/** To one datagram. */
class Answer {
  readonly #served: CircuitHost;
  readonly #writer = new CaWriter();
  readonly #empty: number;

  constructor(served: CircuitHost) {
    this.#served = served;
    writeHead(this.#writer, { command: Command.version, count: MINOR_VERSION });
    this.#empty = this.#writer.position;
  }

  /** `undefined` where nothing is to be said. */
  get bytes(): Uint8Array | undefined {
    return this.#writer.position > this.#empty ? this.#writer.written() : undefined;
  }

  take(message: Message): void {
    const { command, type, count, p1 } = message;
    const writer = this.#writer;
    if (command === Command.version && writer.position === this.#empty) {
      // The number of the datagram comes back with its answer, and whether it is one.
      writer.clear();
      writeHead(writer, { command, type, count: MINOR_VERSION, p1 });
    }
    if (command !== Command.search) return;
    if (this.#served.find(readText(message)) !== undefined) {
      writeSearchResponse(writer, { cid: p1, host: undefined, port: this.#served.port() });
    } else if (wantsReply(message)) writeHead(writer, { command: Command.notFound, type, count, p1, p2: p1 });
  }
}
