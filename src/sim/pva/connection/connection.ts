import type { Socket } from 'node:net';
import {
  Command,
  Control,
  MessageStream,
  OK,
  protocolError,
  type PvDataReader,
  readSearch,
  readValidationReply,
  writeStatus,
  writeValidationRequest,
} from '@devgen/runtime/pva/codec';
import type { ServedPv } from '../value/served-pv.ts';
import { type Answering, writeAnswer } from '../search/answer.ts';
import { Dispatcher } from './dispatcher.ts';
import { Outbox } from './outbox.ts';

/** Bytes of the largest message that is read. */
const MAX_MESSAGE = 32 * 2 ** 20;
const BUFFER_SIZE = 0x1_0000;
const REGISTRY_SIZE = 0x7fff;
/** Ways to say who one is, the better one last; what is said is believed, and nothing depends on it. */
const METHODS = ['anonymous', 'ca'];
/** Bytes read at a time: of many small requests in one chunk the last may have to wait. */
const SLICE = 4096;

export interface ConnectionHost extends Answering {
  readonly bigEndian: boolean;
  /** Also of the PVs that no search finds. */
  find(name: string): ServedPv | undefined;
}

/** One client, from its validation to its end. */
export class Connection {
  /** When it last sent anything, in milliseconds. */
  heard: number = Date.now();
  readonly #socket: Socket;
  readonly #host: ConnectionHost;
  readonly #outbox: Outbox;
  readonly #dispatcher: Dispatcher;
  readonly #stream: MessageStream;
  #received: Uint8Array[] = [];
  #isValid = false;

  constructor(socket: Socket, host: ConnectionHost) {
    this.#socket = socket;
    this.#host = host;
    this.#outbox = new Outbox(socket, !host.bigEndian);
    this.#dispatcher = new Dispatcher((name) => host.find(name), this.#outbox);
    this.#stream = new MessageStream(
      { message: (command, reader) => this.#message(command, reader), control: () => {} },
      { from: 'client', maxMessage: MAX_MESSAGE },
    );
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
      this.#dispatcher.drained();
    });
    socket.on('close', () => this.#forget());
    this.#greet();
  }

  gone(pv: ServedPv): void {
    this.#dispatcher.gone(pv);
  }

  end(): void {
    this.#forget();
    this.#socket.destroy();
  }

  #hangUp(): void {
    this.#forget();
    this.#outbox.flush();
    this.#socket.destroySoon();
  }

  #greet(): void {
    this.#outbox.sendControl(Control.setByteOrder, 0);
    this.#outbox.send(Command.connectionValidation, (writer) =>
      writeValidationRequest(writer, { bufferSize: BUFFER_SIZE, registrySize: REGISTRY_SIZE, methods: METHODS }),
    );
  }

  /** A client that asks more quickly than it reads waits in its own buffers, not in ours. */
  #read(): void {
    for (let [chunk] = this.#received; chunk !== undefined && !this.#outbox.isBehind; [chunk] = this.#received) {
      if (chunk.length > SLICE) this.#received[0] = chunk.subarray(SLICE);
      else this.#received.shift();
      try {
        this.#stream.push(chunk.subarray(0, SLICE));
      } catch {
        // What is not PV Access cannot be read any further; what was answered before it is still sent.
        return this.#hangUp();
      }
    }
    const waits = this.#received.length > 0;
    if (waits !== this.#socket.isPaused()) this.#socket[waits ? 'pause' : 'resume']();
  }

  #message(command: number, reader: PvDataReader): void {
    if (command === Command.echo) {
      const echoed = reader.bytes(reader.remaining);
      return this.#outbox.send(Command.echo, (writer) => writer.raw(echoed));
    }
    if (command === Command.connectionValidation) return this.#validate(reader);
    if (!this.#isValid) throw protocolError('a request before the validation');
    if (command === Command.search) return this.#search(reader);
    this.#dispatcher.message(command, reader);
  }

  #validate(reader: PvDataReader): void {
    const { method } = readValidationReply(reader);
    this.#isValid = true;
    const status = METHODS.includes(method)
      ? OK
      : ({ type: 'ERROR', message: `${method} was not offered; taken for anonymous`, callTree: '' } as const);
    this.#outbox.send(Command.connectionValidated, (writer) => writeStatus(writer, status));
  }

  #search(reader: PvDataReader): void {
    const search = readSearch(reader);
    const cids = this.#host.sought(search);
    if (cids.length === 0 && !search.mustReply) return;
    this.#outbox.send(Command.searchResponse, (writer) => writeAnswer(writer, this.#host, search, cids));
  }

  #forget(): void {
    this.#stream.stop();
    this.#received = [];
    this.#dispatcher.close();
  }
}
