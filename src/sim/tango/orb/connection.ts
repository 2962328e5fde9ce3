import type { Socket } from 'node:net';
import {
  type CdrReader,
  GiopStream,
  MessageType,
  readLocateRequest,
  readRequestHeader,
  writeCloseConnection,
  writeLocateReply,
  writeMessageError,
} from '@devgen/runtime/tango/codec';
import { objectNotExist } from './exceptions.ts';
import { answerReply, failureReply, message, type ReplyTo } from './reply.ts';
import type { Answer, Caller, ObjectAdapter } from './servant.ts';

/** Bytes of the largest request. */
const MAX_MESSAGE = 32 * 2 ** 20;
/** Replies that a client leaves unread, in bytes, and calls it has under way, before no more of it is read. */
const MAX_UNREAD = 4 * 2 ** 20;
const MAX_CALLS = 64;
/** Bytes read at a time: of many small requests in one chunk the last may have to wait. */
const SLICE = 1024;
/** Milliseconds that a client gets to close its end. */
const GRACE = 200;

/** One client: its requests in, their replies out in the order in which they are ready. */
export class Connection {
  readonly #socket: Socket;
  readonly #objects: ObjectAdapter;
  readonly #stream: GiopStream;
  readonly #caller: Caller;
  /** What arrived and is not read yet. */
  #received: Uint8Array[] = [];
  #calls = 0;
  #ending = false;

  constructor(socket: Socket, objects: ObjectAdapter) {
    this.#socket = socket;
    this.#objects = objects;
    this.#caller = { host: socket.remoteAddress ?? '' };
    this.#stream = new GiopStream((type, minor, reader) => this.#message(type, minor, reader), {
      maxMessage: MAX_MESSAGE,
    });
    socket.setNoDelay(true);
    // The event `close` follows, which is all there is to know.
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      this.#received.push(chunk);
      this.#read();
    });
    socket.on('drain', () => this.#read());
    socket.on('close', () => this.#forget());
  }

  /** Says goodbye, as a server does that shuts down. */
  close(): void {
    this.#end(message(writeCloseConnection));
  }

  /** A client that asks more quickly than it reads waits in its own buffers, not in ours. */
  #read(): void {
    for (let [chunk] = this.#received; chunk !== undefined && !this.#isBehind(); [chunk] = this.#received) {
      if (chunk.length > SLICE) this.#received[0] = chunk.subarray(SLICE);
      else this.#received.shift();
      this.#push(chunk.subarray(0, SLICE));
    }
    const waits = this.#received.length > 0;
    if (waits !== this.#socket.isPaused()) this.#socket[waits ? 'pause' : 'resume']();
  }

  #push(bytes: Uint8Array): void {
    try {
      this.#stream.push(bytes);
    } catch {
      // A stream that is not GIOP cannot be read any further.
      this.#end(message(writeMessageError));
    }
  }

  #isBehind(): boolean {
    return this.#socket.writableLength > MAX_UNREAD || this.#calls >= MAX_CALLS;
  }

  #message(type: number, minor: number, reader: CdrReader): void {
    switch (type) {
      case MessageType.request:
        return this.#request(minor, reader);
      case MessageType.locateRequest:
        return this.#locate(minor, reader);
      case MessageType.cancelRequest:
        // What was begun is finished, as omniORB does.
        return;
      case MessageType.closeConnection:
      case MessageType.messageError:
        return this.#end();
      default:
        return this.#end(message(writeMessageError));
    }
  }

  #locate(minor: number, reader: CdrReader): void {
    const { id, key } = readLocateRequest(reader, minor);
    const status = this.#objects.find(key) === undefined ? 'UNKNOWN_OBJECT' : 'OBJECT_HERE';
    this.#send(message((writer) => writeLocateReply(writer, id, status, minor)));
  }

  #request(minor: number, reader: CdrReader): void {
    const { id, responseExpected, key, operation } = readRequestHeader(reader, minor);
    const to = responseExpected ? { id, minor } : undefined;
    try {
      const servant = this.#objects.find(key);
      if (servant === undefined) throw objectNotExist();
      const answer = servant.invoke(operation, reader, this.#caller);
      if (answer instanceof Promise) void this.#await(to, answer);
      else this.#answer(to, answer);
    } catch (error) {
      this.#fail(to, error);
    }
  }

  async #await(to: ReplyTo | undefined, answer: Promise<Answer>): Promise<void> {
    this.#calls++;
    try {
      this.#answer(to, await answer);
    } catch (error) {
      this.#fail(to, error);
    }
    this.#calls--;
    this.#read();
  }

  #answer(to: ReplyTo | undefined, answer: Answer): void {
    if (to !== undefined) this.#send(answerReply(to, answer));
  }

  #fail(to: ReplyTo | undefined, error: unknown): void {
    if (to !== undefined) this.#send(failureReply(to, error));
  }

  #send(bytes: Uint8Array): void {
    if (this.#socket.writable) this.#socket.write(bytes);
  }

  #end(last?: Uint8Array): void {
    if (this.#ending) return;
    this.#ending = true;
    this.#forget();
    if (last !== undefined) this.#send(last);
    this.#socket.end();
    // Read on, or the end of the client's stream would not be seen.
    this.#socket.resume();
    const timer = setTimeout(() => this.#socket.destroy(), GRACE);
    this.#socket.once('close', () => clearTimeout(timer));
  }

  #forget(): void {
    this.#stream.stop();
    this.#received = [];
  }
}
