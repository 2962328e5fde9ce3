import { protocolError } from '../protocol-error.ts';
import { PvDataReader } from '../wire/reader.ts';
import { Assembly } from './assembly.ts';
import { Flag, HEADER_SIZE, MAGIC, type Sender, SIZE_OFFSET } from './header.ts';

const MAX_MESSAGE = 256 * 2 ** 20;
const NOTHING = new Uint8Array(0);
const WORD = 8;
/** A message of which so many bytes are missing is better received where it belongs than copied there. */
const DIRECT = 32 * 1024;

export interface MessageHandler {
  /** The reader stands at the payload and serves until this returns. */
  message(command: number, reader: PvDataReader): void;
  control(command: number, data: number, bigEndian: boolean): void;
}

export interface MessageStreamOptions {
  /** Bytes of a payload, its segments together; more is an error; 256 MiB by default. */
  readonly maxMessage?: number;
  /** Who is at the other end; the server by default. */
  readonly from?: Sender;
}

/** The header that was read last. */
interface Head {
  version: number;
  flags: number;
  command: number;
  size: number;
}

/**
 * Cuts a byte stream into messages. One that lies whole in a chunk is read where it is; others, and those that come in
 * segments, are put together first. Control messages may come between segments, others may not.
 */
export class MessageStream {
  readonly #handler: MessageHandler;
  readonly #maxMessage: number;
  readonly #fromServer: boolean;
  readonly #reader = new PvDataReader(NOTHING);
  readonly #pending = new Uint8Array(HEADER_SIZE);
  #pendingCount = 0;
  readonly #head: Head = { version: 0, flags: 0, command: 0, size: 0 };
  /** Of the payload that is awaited; undefined between messages. */
  #missing: number | undefined;
  #room: Uint8Array | undefined;
  #assembly: Assembly | undefined;
  /** Of the message whose next segment is awaited. */
  #segmented: number | undefined;
  #shift = 0;
  /** Bytes of the last message that was put together. */
  #proven = 0;
  #stopped = false;

  constructor(handler: MessageHandler, options: MessageStreamOptions = {}) {
    this.#handler = handler;
    this.#maxMessage = options.maxMessage ?? MAX_MESSAGE;
    this.#fromServer = options.from !== 'client';
  }

  /** No more messages, not even those of the chunk at hand. */
  stop(): void {
    this.#stopped = true;
    this.#assembly = undefined;
  }

  /** Where the next bytes of a large message belong; who has written some there pushes just these. */
  get room(): Uint8Array | undefined {
    if (this.#missing === undefined || this.#missing < DIRECT) return undefined;
    return (this.#room = this.#assembly!.room(this.#missing));
  }

  /** Throws `PVA.PROTOCOL` when the stream makes no sense; it cannot be used afterwards. The bytes may be reused. */
  push(chunk: Uint8Array, end: number = chunk.length): void {
    if (chunk === this.#room) return this.#received(end);
    let at = 0;
    while (at < end && !this.#stopped) {
      if (this.#missing !== undefined) at += this.#fill(this.#missing, chunk, at, end);
      else at += this.#inPlace(chunk, at, end) ?? this.#collectHead(chunk, at, end);
    }
  }

  /** Reads a message where it is; undefined when it is not all there, or only a part of one. */
  #inPlace(chunk: Uint8Array, at: number, end: number): number | undefined {
    if (this.#pendingCount > 0 || end - at < HEADER_SIZE) return undefined;
    this.#parse(chunk, at);
    const head = this.#head;
    const { size } = head;
    if ((head.flags & (Flag.control | Flag.segmentMiddle)) !== 0) {
      if (!isControl(head)) return undefined;
      this.#control(head);
      return HEADER_SIZE;
    }
    const start = at + HEADER_SIZE;
    if (end - start < size) return undefined;
    this.#emit(chunk, start, start + size, false);
    return HEADER_SIZE + size;
  }

  #collectHead(chunk: Uint8Array, at: number, end: number): number {
    const count = Math.min(HEADER_SIZE - this.#pendingCount, end - at);
    this.#pending.set(chunk.subarray(at, at + count), this.#pendingCount);
    this.#pendingCount += count;
    if (this.#pendingCount === HEADER_SIZE) {
      this.#pendingCount = 0;
      this.#parse(this.#pending, 0);
      this.#begin();
    }
    return count;
  }

  #begin(): void {
    const head = this.#head;
    if (isControl(head)) return this.#control(head);
    const total = (this.#assembly?.length ?? 0) + head.size;
    if (total > this.#maxMessage) throw protocolError(`a message of ${total} bytes (at most ${this.#maxMessage})`);
    this.#assembly ??= new Assembly(head.size, this.#shift, this.#proven);
    this.#missing = head.size;
    if (head.size === 0) this.#finish(this.#assembly);
  }

  #fill(missing: number, chunk: Uint8Array, at: number, end: number): number {
    const count = Math.min(missing, end - at);
    const assembly = this.#assembly!;
    assembly.add(chunk.subarray(at, at + count), assembly.length + missing);
    this.#missing = missing - count;
    if (this.#missing === 0) this.#finish(assembly);
    return count;
  }

  /** So many bytes are where they belong. */
  #received(count: number): void {
    this.#room = undefined;
    if (this.#missing === undefined || this.#stopped) return;
    const assembly = this.#assembly!;
    this.#missing -= count;
    assembly.written(count);
    if (this.#missing === 0) this.#finish(assembly);
  }

  #finish(assembly: Assembly): void {
    this.#missing = undefined;
    const { flags, command } = this.#head;
    const segment = flags & Flag.segmentMiddle;
    if (segment === Flag.segmentFirst || segment === Flag.segmentMiddle) {
      this.#segmented = command;
      return;
    }
    this.#assembly = undefined;
    this.#segmented = undefined;
    this.#proven = assembly.length;
    this.#emit(assembly.bytes, assembly.start, assembly.end, true);
    // The next one of this connection is most likely alike.
    this.#shift = (this.#shift + WORD - this.#reader.misalignment) % WORD;
  }

  #emit(bytes: Uint8Array, start: number, end: number, exclusive: boolean): void {
    const { version, flags, command } = this.#head;
    const reader = this.#reader;
    reader.littleEndian = (flags & Flag.bigEndian) === 0;
    reader.version = version;
    reader.reset(bytes, start, end, exclusive);
    this.#handler.message(command, reader);
  }

  #control({ command, size, flags }: Head): void {
    this.#handler.control(command, size, (flags & Flag.bigEndian) !== 0);
  }

  /** Reads the header. */
  #parse(bytes: Uint8Array, at: number): void {
    if (bytes[at] !== MAGIC) throw protocolError(`it starts with 0x${bytes[at]!.toString(16)}, not with 0xca`);
    const version = bytes[at + 1]!;
    const flags = bytes[at + 2]!;
    const command = bytes[at + 3]!;
    if (version === 0) throw protocolError('version 0 of the protocol');
    if (((flags & Flag.fromServer) !== 0) !== this.#fromServer) {
      throw protocolError(`a message that a ${this.#fromServer ? 'client' : 'server'} would send`);
    }
    const size = sizeAt(bytes, at + SIZE_OFFSET, flags);
    const head = this.#head;
    head.version = version;
    head.flags = flags;
    head.command = command;
    head.size = size;
    if (isControl(head)) return;
    if (this.#segmented !== undefined || (flags & Flag.segmentMiddle) !== 0) this.#checkSegment(head);
    if (size > this.#maxMessage) throw protocolError(`a message of ${size} bytes (at most ${this.#maxMessage})`);
  }

  #checkSegment({ flags, command }: Head): void {
    const segment = flags & Flag.segmentMiddle;
    const continues = segment === Flag.segmentMiddle || segment === Flag.segmentLast;
    if (continues && this.#segmented === undefined) throw protocolError('the end of a message without its beginning');
    if (!continues && this.#segmented !== undefined) throw protocolError('a message between the segments of another');
    if (continues && this.#segmented !== command) throw protocolError('segments of different messages');
  }
}

function isControl({ flags }: Head): boolean {
  return (flags & Flag.control) !== 0;
}

function sizeAt(bytes: Uint8Array, at: number, flags: number): number {
  const a = bytes[at]!;
  const b = bytes[at + 1]!;
  const c = bytes[at + 2]!;
  const d = bytes[at + 3]!;
  const isBig = (flags & Flag.bigEndian) !== 0;
  return (isBig ? (a << 24) | (b << 16) | (c << 8) | d : (d << 24) | (c << 16) | (b << 8) | a) >>> 0;
}
