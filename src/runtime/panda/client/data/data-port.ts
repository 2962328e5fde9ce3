import { connect, type Socket } from 'node:net';
import type { Io } from '../../../core/contract/seam.ts';
import { DevgenError, whyOf } from '../../../core/contract/errors.ts';
import { within } from '../../../core/support/deadline.ts';
import { type CaptureOptions, optionLine } from '../../codec/data/capture-options.ts';
import type { CaptureHeader } from '../../codec/data/capture-header.ts';
import type { CaptureHandler } from '../../codec/data/capture-handler.ts';
import { CaptureReader } from '../../codec/data/capture-reader.ts';
import type { CaptureEnd } from '../../codec/data/end-reason.ts';
import { CallError, PandaError } from '../call-error.ts';
import { connectError, lostError } from '../socket-error.ts';
import { Capture } from './capture.ts';

export interface DataPortOptions {
  /** Bytes that may wait for a slow reader before the box is told to wait; 16 MiB by default. */
  readonly highWater?: number;
}

interface Endpoint {
  readonly host: string;
  readonly port: number;
}

const HIGH_WATER = 16 * 1024 * 1024;
/** A vanished box is noticed after this and some ten probes, a second apart. */
const KEEP_ALIVE = 10_000;

/**
 * A connection to the data port: captures one after the other, each of which is an iterable of frames. A slow reader
 * stops the reading from the socket, and so in the end the box; what it overwrote meanwhile ends the capture.
 */
export class DataPort implements AsyncIterable<Capture>, CaptureHandler {
  /** Resolves when the socket is gone. */
  readonly gone: Promise<void>;
  readonly #where: string;
  readonly #socket: Socket;
  readonly #reader: CaptureReader;
  readonly #options: CaptureOptions & DataPortOptions;
  readonly #waiting: Capture[] = [];
  #current: Capture | undefined;
  /** The one that was given away last. */
  #given: Capture | undefined;
  #pending = 0;
  #wake: () => void = () => {};
  #why: DevgenError | undefined;
  #isEnded = false;
  #failure: Error | undefined;
  #accept: () => void = () => {};
  #refuse: (why: DevgenError) => void = () => {};
  readonly #ready: Promise<void>;

  private constructor(endpoint: Endpoint, options: CaptureOptions & DataPortOptions) {
    this.#where = `${endpoint.host}:${endpoint.port}`;
    this.#options = options;
    this.#reader = new CaptureReader(options, this);
    this.#ready = new Promise((resolve, reject) => {
      this.#accept = resolve;
      this.#refuse = reject;
    });
    this.#socket = connect({
      ...endpoint,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE,
      onread: { buffer: () => this.#reader.space(), callback: (count) => this.#read(count) },
    });
    let isOpen = false;
    this.#socket.once('connect', () => {
      isOpen = true;
      this.#socket.write(`${optionLine(options)}\n`);
      if (options.status === false) this.#accept();
    });
    this.#socket.on('error', (error) => (this.#failure = error));
    this.#socket.once('end', () => this.#hungUp());
    this.gone = new Promise((resolve) => {
      this.#socket.once('close', () => {
        resolve();
        if (isOpen) this.#hungUp();
        else this.#fail(connectError(this.#where, 0, this.#failure ?? new Error('closed')));
      });
    });
  }

  /** Resolves when the box took the options. Rejects with CONNECT.FAILED, or PANDA.REFUSED for options it has not. */
  static async open(endpoint: Endpoint, options: CaptureOptions & DataPortOptions, io: Io): Promise<DataPort> {
    const port = new DataPort(endpoint, options);
    try {
      await within(io, () => port.#ready);
      return port;
    } catch (error) {
      await port.close();
      throw error;
    }
  }

  /** Captures as they begin; see {@link next}. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Capture, void, undefined> {
    for (let capture = await this.next(); capture !== undefined; capture = await this.next()) yield capture;
  }

  /**
   * The next capture, from its first sample; what was not read of the one before is dropped. `undefined` when the box hung
   * up between two captures, or this was closed; throws what broke the connection.
   */
  async next(): Promise<Capture | undefined> {
    this.#given?.skip();
    for (;;) {
      this.#given = this.#waiting.shift();
      if (this.#given !== undefined) return this.#given;
      if (this.#why !== undefined) throw this.#why;
      if (this.#isEnded) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async close(): Promise<void> {
    this.#end(undefined);
    await this.gone;
  }

  accepted(): void {
    this.#accept();
  }

  refused(message: string): void {
    this.#fail(new PandaError(message, { about: this.#where, source: this.#where, actual: optionLine(this.#options) }));
  }

  began(header: CaptureHeader | undefined): void {
    this.#current = new Capture(header, this.#where, (bytes) => this.#hold(bytes));
    this.#waiting.push(this.#current);
    this.#wake();
  }

  samples(bytes: Uint8Array): void {
    this.#current?.add(bytes);
  }

  ended(end: CaptureEnd | undefined): void {
    this.#current?.finish(end);
    this.#current = undefined;
  }

  /** `false` stops the reading until somebody took what is there. */
  #read(count: number): boolean {
    if (this.#isEnded) return false;
    try {
      this.#reader.filled(count);
    } catch (cause) {
      this.#fail(
        new CallError(`${this.#where}: ${whyOf(cause)}`, 'MAYBE', {
          code: cause instanceof DevgenError ? cause.code : 'PANDA.PROTOCOL',
          source: this.#where,
          cause,
        }),
      );
    }
    return !this.#isFull;
  }

  get #isFull(): boolean {
    return this.#pending >= (this.#options.highWater ?? HIGH_WATER);
  }

  /** More bytes wait for the reader, or fewer. */
  #hold(bytes: number): void {
    const wasFull = this.#isFull;
    this.#pending += bytes;
    if (wasFull && !this.#isFull) this.#socket.resume();
  }

  #hungUp(): void {
    if (this.#isEnded) return;
    if (this.#failure === undefined && this.#reader.hungUp()) return this.#end(undefined);
    this.#fail(lostError(this.#where, this.#failure, 'the box hung up within a capture'));
  }

  #fail(why: DevgenError): void {
    if (!this.#isEnded) this.#end(why);
  }

  #end(why: DevgenError | undefined): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#why = why;
    this.#refuse(why ?? closedError(this.#where));
    this.#ready.catch(() => {});
    this.#socket.destroy();
    this.#current?.fail(why ?? closedError(this.#where));
    this.#current = undefined;
    this.#wake();
  }
}

function closedError(where: string): CallError {
  return new CallError(`the data port of ${where} was closed`, 'NO', {
    code: 'LINK.CLOSED',
    source: where,
    hint: 'ask the client for another capture',
  });
}
