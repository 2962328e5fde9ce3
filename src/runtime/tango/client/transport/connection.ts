import { connect, type Socket } from 'node:net';

import type { CdrReader } from '../../codec/cdr-reader.ts';
import { CdrWriter } from '../../codec/cdr-writer.ts';
import { writeLocateRequest, writeRequest } from '../../codec/giop.ts';
import { GiopStream } from '../../codec/giop-stream.ts';
import type { Endpoint } from '../../codec/ior.ts';
import { connectError, lostError } from '../../../core/support/connection-failures.ts';
import { reasonOf } from '../../../core/support/socket-reason.ts';
import { CallError } from './call-error.ts';

const READ_BUFFER = 64 * 1024;
/** A write buffer that grew larger for one big value is not kept. */
const KEPT_WRITE_BUFFER = 256 * 1024;
/** A vanished host is noticed after this and some ten probes, a second apart. */
const KEEP_ALIVE = 10_000;
/** Any object will do: that it is not known there is an answer too. */
const ANY_KEY: Uint8Array = new TextEncoder().encode('database');

export interface ConnectionHandler {
  opened(): void;
  /** Some bytes arrived, before they are looked at. */
  heard(): void;
  /** The reader is at the message's body, and only valid during the call. */
  message(type: number, minor: number, reader: CdrReader): void;
  /** Whether a reply to this request is still waited for. */
  wanted(id: number): boolean;
  /** There is room for requests again. */
  drained(): void;
  /** Told once, however it ended, unless {@link Connection.destroy} ended it. */
  closed(why: CallError): void;
}

interface Request {
  readonly key: Uint8Array;
  readonly operation: string;
  readonly encode: ((writer: CdrWriter) => void) | undefined;
}

/** One TCP connection that carries GIOP. What is written within a tick leaves in one packet. */
export class Connection {
  readonly where: string;
  readonly openedAt: number = performance.now();
  /** Resolves when the socket is gone. */
  readonly gone: Promise<void>;
  isOpen = false;
  readonly #socket: Socket;
  readonly #stream: GiopStream;
  readonly #handler: ConnectionHandler;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writer = new CdrWriter();
  #flushing = false;
  #ended = false;
  #failure: Error | undefined;

  constructor(endpoint: Endpoint, timeout: number, handler: ConnectionHandler) {
    this.where = `${endpoint.host}:${endpoint.port}`;
    this.#handler = handler;
    this.#stream = new GiopStream((type, minor, reader) => handler.message(type, minor, reader), {
      wanted: (id) => handler.wanted(id),
    });
    // One that was made while this process was busy is noticed first.
    this.#timer = setTimeout(() => setImmediate(() => this.#late(timeout)), timeout);
    // One buffer for all that arrives: what outlives the callback is copied out by the codec.
    this.#socket = connect({
      host: endpoint.host,
      port: endpoint.port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE,
      onread: { buffer: new Uint8Array(READ_BUFFER), callback: (count, bytes) => this.#read(count, bytes) },
    });
    this.#socket.once('connect', () => this.#opened());
    this.#socket.on('drain', () => handler.drained());
    this.#socket.on('error', (error) => (this.#failure = error));
    this.#socket.once('end', () =>
      this.#fail(lostError(this.where, 'the server closed the connection', this.#failure)),
    );
    this.gone = new Promise((resolve) => {
      this.#socket.once('close', () => {
        resolve();
        this.#fail(
          this.isOpen
            ? lostError(this.where, reasonOf(this.#failure), this.#failure)
            : connectError(this.where, timeout, this.#failure),
        );
      });
    });
  }

  /** The kernel takes no more for now: `drained` tells when it does. */
  get isFull(): boolean {
    return this.#socket.writableNeedDrain;
  }

  /** Throws what `encode` throws, and then has sent nothing. */
  request(id: number, { key, operation, encode }: Request): void {
    const start = this.#writer.position;
    try {
      writeRequest(this.#writer, id, key, operation, encode);
    } catch (error) {
      this.#writer.truncate(start);
      throw error;
    }
    this.#flush();
  }

  /** Asks the server's ORB for a sign of life. */
  probe(id: number): void {
    writeLocateRequest(this.#writer, id, ANY_KEY);
    this.#flush();
  }

  /** Ends it without telling the handler. */
  destroy(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#stream.stop();
    this.#socket.destroy();
  }

  #flush(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    // After all microtasks: the calls that follow the replies of one packet leave together too.
    process.nextTick(() => this.#write());
  }

  #write(): void {
    this.#flushing = false;
    if (this.#ended || this.#writer.position === 0) return;
    this.#socket.write(this.#writer.written());
    // Where the kernel took it all, the bytes are free again.
    const isFree = this.#socket.writableLength === 0 && this.#writer.capacity <= KEPT_WRITE_BUFFER;
    if (isFree) this.#writer.clear();
    else this.#writer = new CdrWriter();
  }

  #opened(): void {
    if (this.#ended) return;
    clearTimeout(this.#timer);
    this.isOpen = true;
    this.#handler.opened();
  }

  #read(count: number, bytes: Uint8Array): boolean {
    if (this.#ended) return true;
    this.#handler.heard();
    try {
      this.#stream.push(bytes, count);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      this.#fail(
        new CallError(`${this.where}: ${why}`, 'MAYBE', { code: 'TANGO.PROTOCOL', source: this.where, cause }),
      );
    }
    return true;
  }

  #late(timeout: number): void {
    if (!this.isOpen) this.#fail(connectError(this.where, timeout, undefined));
  }

  #fail(why: CallError): void {
    if (this.#ended) return;
    this.destroy();
    this.#handler.closed(why);
  }
}
