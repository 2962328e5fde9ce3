import { connect, type Socket } from 'node:net';
import { reasonOf } from '../../../core/support/socket-reason.ts';
import { Control, writeControl } from '../../codec/message/header.ts';
import { type MessageHandler, MessageStream } from '../../codec/message/message-stream.ts';
import type { PvDataReader } from '../../codec/wire/reader.ts';
import { PvDataWriter } from '../../codec/wire/writer.ts';
import { type Endpoint, endpointText } from '../address/endpoint.ts';
import { CallError } from '../call/call-error.ts';
import { connectError, lostError } from '../../../core/support/connection-failures.ts';
import { silentError } from './silent-error.ts';

const READ_BUFFER = 64 * 1024;
/** A write buffer that grew larger for one big value is not kept. */
const KEPT_WRITE_BUFFER = 256 * 1024;

export interface ConnectionHandler {
  /** The reader is at the message's payload, and only valid during the call. */
  message(command: number, reader: PvDataReader): void;
  /** Some bytes arrived, before they are looked at. */
  heard(): void;
  /** Told once, however it ended, unless {@link Connection.destroy} ended it. */
  closed(why: CallError): void;
}

export interface ConnectionOptions {
  /** Milliseconds in which the server must have accepted and said its first word. */
  readonly connectTimeout: number;
  /** Bytes of one message. */
  readonly maxMessage?: number;
}

/** One TCP connection that carries PV Access. What is written within a tick leaves in one packet. */
export class Connection implements MessageHandler {
  readonly where: string;
  /** Resolves when the socket is gone. */
  readonly gone: Promise<void>;
  isOpen = false;
  readonly #socket: Socket;
  readonly #stream: MessageStream;
  readonly #handler: ConnectionHandler;
  readonly #timeout: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writer = new PvDataWriter();
  #flushing = false;
  #ended = false;
  #spoken = false;
  #failure: Error | undefined;
  readonly #write = (): void => this.#flush();

  constructor(endpoint: Endpoint, options: ConnectionOptions, handler: ConnectionHandler) {
    const { connectTimeout, maxMessage } = options;
    this.where = endpointText(endpoint);
    this.#handler = handler;
    this.#timeout = connectTimeout;
    this.#stream = new MessageStream(this, maxMessage === undefined ? {} : { maxMessage });
    this.#timer = setTimeout(() => this.#timedOut(), connectTimeout);
    // One buffer for all that arrives, as what outlives the callback is copied out by the codec; but for large messages,
    // which the kernel writes where they belong.
    const buffer = new Uint8Array(READ_BUFFER);
    this.#socket = connect({
      host: endpoint.host,
      port: endpoint.port,
      noDelay: true,
      keepAlive: true,
      onread: {
        buffer: () => this.#stream.room ?? buffer,
        callback: (count, bytes) => this.#read(count, bytes),
      },
    });
    this.#socket.once('connect', () => (this.isOpen = true));
    this.#socket.on('error', (error) => (this.#failure = error));
    this.#socket.once('end', () => this.#fail(lostError(this.where, 'the server closed the connection')));
    this.gone = new Promise((resolve) => {
      this.#socket.once('close', () => {
        resolve();
        this.#fail(this.#closeError());
      });
    });
  }

  /** Bytes that the kernel has not taken yet. */
  get backlog(): number {
    return this.#socket.writableLength + this.#writer.position;
  }

  /** What messages are written to that leave with the next packet. */
  get writer(): PvDataWriter {
    if (!this.#flushing) {
      this.#flushing = true;
      // After all microtasks: what follows the replies of one packet leaves together too.
      process.nextTick(this.#write);
    }
    return this.#writer;
  }

  message(command: number, reader: PvDataReader): void {
    if (!this.#spoken) {
      this.#spoken = true;
      clearTimeout(this.#timer);
      // Only core-pva calls itself so, and has bit sets of its own.
      this.#writer.rawBitSets = reader.version >= 3;
    }
    this.#handler.message(command, reader);
  }

  /** Each message says its own byte order; which one the server wants to get, it says here. */
  control(command: number, data: number, bigEndian: boolean): void {
    if (command === Control.setByteOrder) this.#writer.littleEndian = !bigEndian;
    else if (command === Control.echoRequest) {
      writeControl(this.writer, Control.echoResponse, data);
    }
  }

  /** Ends it without telling the handler. */
  destroy(): void {
    this.#end();
    this.#socket.destroy();
  }

  /** As {@link destroy}, when what was sent before has left. */
  end(): void {
    this.#flush();
    this.#end();
    this.#socket.destroySoon();
  }

  #end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#stream.stop();
  }

  #flush(): void {
    this.#flushing = false;
    if (this.#ended || this.#writer.position === 0) return;
    this.#socket.write(this.#writer.written());
    // Where the kernel took it all, the bytes are free again.
    const isFree = this.#socket.writableLength === 0 && this.#writer.capacity <= KEPT_WRITE_BUFFER;
    if (isFree) this.#writer.clear();
    else this.#writer = this.#writer.successor();
  }

  #read(count: number, bytes: Uint8Array): boolean {
    if (this.#ended) return true;
    this.#handler.heard();
    try {
      this.#stream.push(bytes, count);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      this.#fail(new CallError(`${this.where}: ${why}`, 'MAYBE', { code: 'PVA.PROTOCOL', source: this.where, cause }));
    }
    return true;
  }

  #timedOut(): void {
    this.#fail(
      this.isOpen ? silentError(this.where, this.#timeout) : connectError(this.where, this.#timeout, undefined),
    );
  }

  #closeError(): CallError {
    if (this.isOpen) return lostError(this.where, reasonOf(this.#failure), this.#failure);
    return connectError(this.where, this.#timeout, this.#failure);
  }

  #fail(why: CallError): void {
    if (this.#ended) return;
    this.destroy();
    this.#handler.closed(why);
  }
}
