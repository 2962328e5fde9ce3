import { connect, type Socket } from 'node:net';
import { LineSplitter } from '../../codec/control/line-splitter.ts';
import { ReplyReader } from '../../codec/control/reply.ts';
import { protocolError } from '../../codec/protocol-error.ts';
import { whyOf } from '../../../core/contract/errors.ts';
import type { PandaAddress } from '../address.ts';
import { CallError } from '../call-error.ts';
import { connectError, lostError } from '../socket-error.ts';
import type { Batch } from './batch.ts';
import { CommandQueue } from './command-queue.ts';

/**
 * Commands in flight. The server answers when its input runs dry or its output is full, and leaves Nagle's algorithm on:
 * without a bound a last small packet waits for an acknowledgement that the client delays by 40 ms.
 */
const WINDOW = 64;
const READ_BUFFER = 64 * 1024;
/** A vanished box is noticed after this and some ten probes, a second apart. */
const KEEP_ALIVE = 10_000;

export interface ControlOptions {
  /** Milliseconds that a connection may take; 2 000 by default. */
  readonly connectTimeout?: number;
  /** Milliseconds without a byte, while commands wait, after which the box counts as gone; 10 000 by default. */
  readonly silence?: number;
}

/** One connection to the command port: commands leave in one packet a tick, and no more of them than the window takes. */
export class ControlConnection {
  /** Resolves when the socket is gone. */
  readonly gone: Promise<void>;
  readonly #where: string;
  readonly #options: Required<ControlOptions>;
  readonly #closed: (why: CallError) => void;
  readonly #socket: Socket;
  readonly #splitter = new LineSplitter();
  readonly #reader = new ReplyReader();
  readonly #queue = new CommandQueue();
  #timer: ReturnType<typeof setTimeout>;
  #isOpen = false;
  #isEnded = false;
  #isFlushing = false;
  #heard = false;
  #failure: Error | undefined;

  /** `closed` is told once, however it ended, unless {@link destroy} ended it; whoever waited was told before. */
  constructor(address: PandaAddress, options: ControlOptions, closed: (why: CallError) => void) {
    this.#where = address.authority;
    this.#options = { connectTimeout: 2_000, silence: 10_000, ...options };
    this.#closed = closed;
    const { connectTimeout } = this.#options;
    this.#timer = setTimeout(() => this.#fail(connectError(this.#where, connectTimeout, undefined)), connectTimeout);
    this.#socket = connect({
      host: address.host,
      port: address.port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE,
      onread: { buffer: new Uint8Array(READ_BUFFER), callback: (count, bytes) => this.#read(bytes.subarray(0, count)) },
    });
    this.#socket.once('connect', () => this.#opened());
    this.#socket.on('drain', () => this.#flush());
    this.#socket.on('error', (error) => (this.#failure = error));
    this.#socket.once('end', () => this.#fail(lostError(this.#where, undefined)));
    this.gone = new Promise((resolve) => {
      this.#socket.once('close', () => {
        resolve();
        const { connectTimeout: most } = this.#options;
        this.#fail(
          this.#isOpen ? lostError(this.#where, this.#failure) : connectError(this.#where, most, this.#failure),
        );
      });
    });
  }

  submit(batch: Batch): void {
    this.#queue.add(batch);
    this.#flush();
  }

  /** Ends it; whoever waits is told why. */
  destroy(why: CallError): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    clearTimeout(this.#timer);
    this.#socket.destroy();
    this.#queue.fail(why);
  }

  #opened(): void {
    if (this.#isEnded) return;
    clearTimeout(this.#timer);
    this.#isOpen = true;
    this.#write();
  }

  /** After all microtasks: the commands that follow the replies of one packet leave together. */
  #flush(): void {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    process.nextTick(() => {
      this.#isFlushing = false;
      this.#write();
    });
  }

  #write(): void {
    if (!this.#isOpen || this.#isEnded || this.#socket.writableNeedDrain) return;
    const wasIdle = this.#queue.inFlight === 0;
    let text = '';
    while (this.#queue.inFlight < WINDOW) {
      const command = this.#queue.take();
      if (command === undefined) break;
      text += command;
    }
    if (text === '') return;
    this.#socket.write(text);
    if (wasIdle) this.#listen();
  }

  /** As long as commands wait for an answer. */
  #listen(): void {
    clearTimeout(this.#timer);
    this.#heard = false;
    this.#timer = setTimeout(() => {
      if (this.#queue.inFlight === 0) return;
      if (this.#heard) return this.#listen();
      this.#fail(lostError(this.#where, undefined, `no byte within ${this.#options.silence} ms`));
    }, this.#options.silence);
  }

  #read(bytes: Uint8Array): boolean {
    if (this.#isEnded) return true;
    this.#heard = true;
    try {
      for (const line of this.#splitter.push(bytes)) this.#line(line);
    } catch (cause) {
      const message = `${this.#where}: ${whyOf(cause)}`;
      this.#fail(new CallError(message, 'MAYBE', { code: 'PANDA.PROTOCOL', source: this.#where, cause }));
      return true;
    }
    if (this.#queue.inFlight === 0) clearTimeout(this.#timer);
    this.#flush();
    return true;
  }

  #line(line: string): void {
    const reply = this.#reader.push(line);
    if (reply !== undefined && !this.#queue.answer(reply))
      throw protocolError('a reply to no command', line.slice(0, 80));
  }

  #fail(why: CallError): void {
    if (this.#isEnded) return;
    this.destroy(why);
    this.#closed(why);
  }
}
