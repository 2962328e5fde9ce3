import { connect, type Socket } from 'node:net';

import type { CdrReader } from '../../codec/cdr-reader.ts';
import { CdrWriter } from '../../codec/cdr-writer.ts';
import { writeLocateRequest, writeRequest } from '../../codec/giop.ts';
import { GiopStream } from '../../codec/giop-stream.ts';
import type { Endpoint } from '../../codec/ior.ts';
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
  readonly #timeout: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writer = new CdrWriter();
  #flushing = false;
  #ended = false;
  #failure: Error | undefined;

  constructor(endpoint: Endpoint, timeout: number, handler: ConnectionHandler) {
    this.where = `${endpoint.host}:${endpoint.port}`;
    this.#handler = handler;
    this.#timeout = timeout;
    this.#stream = new GiopStream((type, minor, reader) => handler.message(type, minor, reader), {
      wanted: (id) => handler.wanted(id),
    });
    this.#timer = setTimeout(() => this.#fail(this.#connectError(undefined)), timeout);
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
    this.#socket.once('end', () => this.#fail(this.#lostError('the server closed the connection')));
    this.gone = new Promise((resolve) => {
      this.#socket.once('close', () => {
        resolve();
        this.#fail(this.isOpen ? this.#lostError(reasonOf(this.#failure)) : this.#connectError(this.#failure));
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

  #fail(why: CallError): void {
    if (this.#ended) return;
    this.destroy();
    this.#handler.closed(why);
  }

  #lostError(reason: string): CallError {
    return new CallError(`Connection to ${this.where} lost: ${reason}`, 'MAYBE', {
      code: 'LINK.LOST',
      source: this.where,
      hint: 'Is the server still running?',
      cause: this.#failure,
    });
  }

  #connectError(failure: Error | undefined): CallError {
    if (failure !== undefined && isOutOfFiles(failure)) return this.#outOfFilesError(failure);
    const timedOut = failure === undefined;
    const reason = timedOut ? `no connection within ${this.#timeout} ms` : reasonOf(failure);
    return new CallError(`Cannot connect to ${this.where}: ${reason}`, 'NO', {
      code: timedOut ? 'CONNECT.TIMEOUT' : 'CONNECT.FAILED',
      source: this.where,
      hint: timedOut ? 'Is the host up and not behind a firewall?' : 'Is the server running at this address?',
      cause: failure,
    });
  }

  /** The server has no part in it. */
  #outOfFilesError(failure: Error): CallError {
    return new CallError(`Cannot connect to ${this.where}: ${reasonOf(failure)}`, 'NO', {
      code: 'CONNECT.TOO_MANY_FILES',
      source: this.where,
      hint: 'Raise the limit (ulimit -n), or have fewer connections at a time: each counts as an open file.',
      cause: failure,
    });
  }
}

const REASONS: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ['ECONNREFUSED', 'nothing listens there (connection refused)'],
  ['ECONNRESET', 'reset by the server'],
  ['ENOTFOUND', 'no host of this name'],
  ['EAI_AGAIN', 'the name server does not answer'],
  ['EHOSTUNREACH', 'no route to the host'],
  ['ENETUNREACH', 'no route to the network'],
  ['ETIMEDOUT', 'the host does not answer'],
  ['EMFILE', 'this process has too many open files'],
  ['ENFILE', 'this computer has too many open files'],
]);

function reasonOf(failure: Error | undefined): string {
  if (failure === undefined) return 'closed';
  return REASONS.get(codeOf(failure)) ?? failure.message;
}

function isOutOfFiles(failure: Error): boolean {
  const code = codeOf(failure);
  return code === 'EMFILE' || code === 'ENFILE';
}

function codeOf(failure: Error): unknown {
  return 'code' in failure ? failure.code : undefined;
}
