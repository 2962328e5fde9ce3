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
import { Inbox } from '../../socket/inbox.ts';
import type { ServedPv } from '../value/served-pv.ts';
import { type Answering, writeAnswer } from '../search/answer.ts';
import { Dispatcher } from './dispatcher.ts';
import { MessageOutbox } from './outbox.ts';

/** Bytes of the largest message that is read. */
const MAX_MESSAGE = 32 * 2 ** 20;
const BUFFER_SIZE = 0x1_0000;
const REGISTRY_SIZE = 0x7fff;
/** Ways to say who one is, the better one last; what is said is believed, and nothing depends on it. */
const METHODS = ['anonymous', 'ca'];

export interface ConnectionHost extends Answering {
  readonly bigEndian: boolean;
  /** Also of the PVs that no search finds. */
  find(name: string): ServedPv | undefined;
}

/** One client, from its validation to its end. */
export class Connection {
  readonly #socket: Socket;
  readonly #host: ConnectionHost;
  readonly #outbox: MessageOutbox;
  readonly #inbox: Inbox;
  readonly #dispatcher: Dispatcher;
  readonly #stream: MessageStream;
  #isValid = false;

  constructor(socket: Socket, host: ConnectionHost) {
    this.#socket = socket;
    this.#host = host;
    this.#outbox = new MessageOutbox(socket, !host.bigEndian);
    this.#dispatcher = new Dispatcher((name) => host.find(name), this.#outbox);
    this.#stream = new MessageStream(
      { message: (command, reader) => this.#message(command, reader), control: () => {} },
      { from: 'client', maxMessage: MAX_MESSAGE },
    );
    socket.setNoDelay(true);
    // The event `close` follows, which is all there is to know.
    socket.on('error', () => {});
    this.#inbox = new Inbox(socket, {
      isBehind: () => this.#outbox.isBehind,
      read: (bytes) => this.#stream.push(bytes),
      broken: () => this.#hangUp(),
    });
    socket.on('drain', () => this.#dispatcher.drained());
    socket.on('close', () => this.#forget());
    this.#greet();
  }

  /** When it last sent anything, in milliseconds. */
  get heard(): number {
    return this.#inbox.heard;
  }

  gone(pv: ServedPv): void {
    this.#dispatcher.gone(pv);
  }

  end(): void {
    this.#forget();
    this.#socket.destroy();
  }

  /** What was answered before is still sent. */
  #hangUp(): void {
    this.#forget();
    this.#outbox.flush();
    this.#socket.destroySoon();
  }

  #greet(): void {
    this.#outbox.sendControl(Control.setByteOrder, 0);
    this.#outbox.sendMessage(Command.connectionValidation, (writer) =>
      writeValidationRequest(writer, { bufferSize: BUFFER_SIZE, registrySize: REGISTRY_SIZE, methods: METHODS }),
    );
  }

  #message(command: number, reader: PvDataReader): void {
    if (command === Command.echo) {
      const echoed = reader.bytes(reader.remaining);
      return this.#outbox.sendMessage(Command.echo, (writer) => writer.raw(echoed));
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
    this.#outbox.sendMessage(Command.connectionValidated, (writer) => writeStatus(writer, status));
  }

  #search(reader: PvDataReader): void {
    const search = readSearch(reader);
    const cids = this.#host.sought(search);
    if (cids.length === 0 && !search.mustReply) return;
    this.#outbox.sendMessage(Command.searchResponse, (writer) => writeAnswer(writer, this.#host, search, cids));
  }

  #forget(): void {
    this.#stream.stop();
    this.#inbox.close();
    this.#dispatcher.close();
  }
}
