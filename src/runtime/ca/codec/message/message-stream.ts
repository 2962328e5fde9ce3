import { protocolError } from '../protocol-error.ts';
import { LAST_COMMAND } from './command.ts';
import { HEADER_SIZE, LONG, LONG_HEADER_SIZE } from './header.ts';
import { Message } from './message.ts';

/** Bytes of a payload, unless said otherwise. */
const MAX_PAYLOAD = 256 * 2 ** 20;
/** What a header alone can make us reserve; beyond, this many times what has arrived. */
const RESERVE = 2 ** 20;
const GROWTH = 8;
/** A payload of which so many bytes are missing is better received where it belongs than copied there. */
const DIRECT = 32 * 1024;

/**
 * Cuts a byte stream into messages. One that lies whole in a chunk is read where it is; others are put together first,
 * in bytes of their own, so that a large array need not be copied again.
 */
export class MessageStream {
  readonly #on: (message: Message) => void;
  readonly #maxPayload: number;
  readonly #message = new Message();
  readonly #head = Buffer.alloc(LONG_HEADER_SIZE);
  readonly #headView = new DataView(this.#head.buffer, this.#head.byteOffset, LONG_HEADER_SIZE);
  #headCount = 0;
  /** Of the payload that is awaited; undefined between messages. */
  #expected: number | undefined;
  #payload: Buffer = this.#head;
  #filled = 0;
  /** Bytes of the last payload that was put together: who has sent so many is believed to send as many again. */
  #proven = 0;
  #room: Uint8Array | undefined;
  #chunk: Uint8Array | undefined;
  #bytes: Buffer = this.#head;
  #view: DataView = this.#headView;
  #stopped = false;

  /** The message serves until `on` returns. */
  constructor(on: (message: Message) => void, maxPayload: number = MAX_PAYLOAD) {
    this.#on = on;
    this.#maxPayload = maxPayload;
  }

  /** Where the next bytes of a large payload belong; who has written some there pushes just these. */
  get room(): Uint8Array | undefined {
    const expected = this.#expected;
    if (expected === undefined || expected - this.#filled < DIRECT) return undefined;
    if (this.#filled === this.#payload.length) this.#grow(this.#filled + 1, expected);
    return (this.#room = this.#payload.subarray(this.#filled));
  }

  /** No more messages, not even those of the chunk at hand. */
  stop(): void {
    this.#stopped = true;
    this.#payload = this.#head;
  }

  /** Throws `CA.PROTOCOL` when the stream makes no sense; it cannot be used afterwards. The bytes may be reused. */
  push(chunk: Uint8Array, end: number = chunk.length): void {
    if (chunk === this.#room) return this.#received(end);
    if (chunk !== this.#chunk) this.#lookAt(chunk);
    let at = 0;
    while (at < end && !this.#stopped) {
      if (this.#expected !== undefined) at += this.#fill(this.#expected, at, end);
      else at = this.#inPlace(at, end) ?? this.#collectHead(at, end);
    }
  }

  #lookAt(chunk: Uint8Array): void {
    this.#chunk = chunk;
    this.#bytes = Buffer.from(chunk.buffer as ArrayBuffer, chunk.byteOffset, chunk.length);
    this.#view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
  }

  /** Reads a message where it is, and tells where the next one begins; undefined when it is not all there. */
  #inPlace(at: number, end: number): number | undefined {
    if (this.#headCount > 0 || end - at < HEADER_SIZE) return undefined;
    const start = at + headSizeAt(this.#view, at);
    if (end < start) return undefined;
    const length = this.#parse(this.#view, at, start);
    if (end - start < length) return undefined;
    const message = this.#message;
    if (message.view !== this.#view) message.setBytes(this.#bytes, this.#view);
    message.start = start;
    message.end = start + length;
    message.isExclusive = false;
    this.#on(message);
    return start + length;
  }

  #collectHead(at: number, end: number): number {
    let next = this.#collect(HEADER_SIZE, at, end);
    if (this.#headCount < HEADER_SIZE) return next;
    const size = headSizeAt(this.#headView, 0);
    if (size > HEADER_SIZE) next = this.#collect(size, next, end);
    if (this.#headCount < size) return next;
    this.#headCount = 0;
    this.#expected = this.#parse(this.#headView, 0, size);
    this.#payload = Buffer.allocUnsafeSlow(Math.min(this.#expected, Math.max(RESERVE, this.#proven)));
    this.#filled = 0;
    if (this.#expected === 0) this.#finish();
    return next;
  }

  #collect(size: number, at: number, end: number): number {
    const count = Math.max(0, Math.min(size - this.#headCount, end - at));
    this.#head.set(this.#bytes.subarray(at, at + count), this.#headCount);
    this.#headCount += count;
    return at + count;
  }

  #fill(expected: number, at: number, end: number): number {
    const count = Math.min(expected - this.#filled, end - at);
    if (this.#filled + count > this.#payload.length) this.#grow(this.#filled + count, expected);
    this.#payload.set(this.#bytes.subarray(at, at + count), this.#filled);
    this.#filled += count;
    if (this.#filled === expected) this.#finish();
    return count;
  }

  /** So many bytes are where they belong. */
  #received(count: number): void {
    this.#room = undefined;
    if (this.#stopped) return;
    this.#filled += count;
    if (this.#filled === this.#expected) this.#finish();
  }

  #grow(needed: number, expected: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, Math.min(expected, this.#payload.length * GROWTH)));
    larger.set(this.#payload.subarray(0, this.#filled));
    this.#payload = larger;
  }

  #finish(): void {
    const payload = this.#payload;
    const message = this.#message;
    message.setBytes(payload, new DataView(payload.buffer, payload.byteOffset, payload.length));
    message.start = 0;
    message.end = this.#filled;
    message.isExclusive = true;
    this.#expected = undefined;
    this.#proven = this.#filled;
    this.#payload = this.#head;
    this.#on(message);
  }

  /** Reads the header that ends at `start` into the message, and returns the size of its payload. */
  #parse(view: DataView, at: number, start: number): number {
    const message = this.#message;
    message.command = view.getUint16(at);
    if (message.command > LAST_COMMAND) throw protocolError(`no command has the number ${message.command}`);
    const isLong = start - at > HEADER_SIZE;
    message.type = view.getUint16(at + 4);
    message.count = isLong ? view.getUint32(at + 20) : view.getUint16(at + 6);
    message.p1 = view.getUint32(at + 8);
    message.p2 = view.getUint32(at + 12);
    const length = isLong ? view.getUint32(at + 16) : view.getUint16(at + 2);
    if (length > this.#maxPayload) {
      throw protocolError(`a message of ${length} bytes (at most ${this.#maxPayload})`);
    }
    return length;
  }
}

function headSizeAt(view: DataView, at: number): number {
  const isLong = view.getUint16(at + 2) === LONG && view.getUint16(at + 6) === 0;
  return isLong ? LONG_HEADER_SIZE : HEADER_SIZE;
}
