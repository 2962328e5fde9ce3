import { CdrReader } from './cdr-reader.ts';
import { HEADER_SIZE, MessageType } from './giop.ts';
import { protocolError } from './protocol-error.ts';

/** As omniORB's `giopMaxMsgSize`. */
const MAX_MESSAGE = 256 * 2 ** 20;
/** Bytes that a header alone can make us reserve. */
const RESERVE = 2 ** 20;
/** Beyond, this many times what has arrived: an honest large message is copied once more in part, never twice. */
const GROWTH = 8;
/** Header and request id: where the body of a fragment begins. */
const FRAGMENT_HEADER = 16;
const MORE_FRAGMENTS = 2;
const NOTHING = new Uint8Array(0);

/** A message in the making: `bytes` are its own, so that arrays may be views of them. */
interface Assembly {
  bytes: Uint8Array;
  filled: number;
  readonly type: number;
  readonly minor: number;
  readonly littleEndian: boolean;
}

export interface GiopStreamOptions {
  /** Bytes; larger messages are an error. */
  readonly maxMessage?: number;
  /** Whether a fragmented message is still waited for; the pieces of others are dropped as they come. */
  readonly wanted?: (id: number) => boolean;
}

/**
 * Cuts a byte stream into GIOP messages. A message that lies whole in a chunk is read where it is; others are copied
 * once, fragments straight to their place, several of them at a time.
 */
export class GiopStream {
  readonly #on: (type: number, minor: number, reader: CdrReader) => void;
  readonly #wanted: (id: number) => boolean;
  readonly #maxMessage: number;
  readonly #reader = new CdrReader(NOTHING, true);
  readonly #head = new Uint8Array(FRAGMENT_HEADER);
  readonly #assemblies = new Map<number, Assembly>();
  #headFilled = 0;
  /** Receives the piece that is arriving; undefined drops it. */
  #target: Assembly | undefined;
  #missing = 0;
  #more = false;
  #id = 0;
  #stopped = false;

  /** The reader stands behind the header and serves until `on` returns. */
  constructor(on: (type: number, minor: number, reader: CdrReader) => void, options: GiopStreamOptions = {}) {
    this.#on = on;
    this.#wanted = options.wanted ?? (() => true);
    this.#maxMessage = options.maxMessage ?? MAX_MESSAGE;
  }

  /** No more messages, not even those of the chunk at hand. */
  stop(): void {
    this.#stopped = true;
    this.#assemblies.clear();
    this.#target = undefined;
  }

  /** Throws `TANGO.PROTOCOL` when the stream is not GIOP; it cannot be used afterwards. The bytes may be reused. */
  push(chunk: Uint8Array, end: number = chunk.length): void {
    let at = 0;
    while (at < end && !this.#stopped) {
      if (this.#missing > 0) at += this.#fill(chunk, at, end);
      else if (this.#headFilled > 0) at += this.#completeHead(chunk, at, end);
      else at += this.#whole(chunk, at, end) ?? this.#startHead(chunk, at, end);
    }
  }

  /** Reads a message in place; undefined when it is not all there. */
  #whole(chunk: Uint8Array, at: number, end: number): number | undefined {
    if (end - at < HEADER_SIZE) return undefined;
    const size = this.#sizeOf(chunk, at);
    const flags = chunk[at + 6]!;
    const type = chunk[at + 7]!;
    if (end - at < HEADER_SIZE + size || flags & MORE_FRAGMENTS || type === MessageType.fragment) {
      return undefined;
    }
    this.#reader.reset(chunk, (flags & 1) === 1, at + HEADER_SIZE, at, at + HEADER_SIZE + size, false);
    this.#on(type, chunk[at + 5]!, this.#reader);
    return HEADER_SIZE + size;
  }

  #sizeOf(bytes: Uint8Array, at: number): number {
    if (bytes[at] !== 0x47 || bytes[at + 1] !== 0x49 || bytes[at + 2] !== 0x4f || bytes[at + 3] !== 0x50) {
      const start = Array.from(bytes.subarray(at, at + 4), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
      throw protocolError(`it starts with ${start}, not with GIOP`);
    }
    if (bytes[at + 4] !== 1 || bytes[at + 5]! > 2) throw protocolError(`GIOP ${bytes[at + 4]}.${bytes[at + 5]}`);
    const size = u32At(bytes, at + 8, (bytes[at + 6]! & 1) === 1);
    if (size > this.#maxMessage) throw protocolError(`a message of ${size} bytes (at most ${this.#maxMessage})`);
    return size;
  }

  #startHead(chunk: Uint8Array, at: number, end: number): number {
    const count = Math.min(HEADER_SIZE, end - at);
    this.#head.set(chunk.subarray(at, at + count));
    this.#headFilled = count;
    if (count === HEADER_SIZE) this.#headDone();
    return count;
  }

  #completeHead(chunk: Uint8Array, at: number, end: number): number {
    const wanted = this.#headFilled < HEADER_SIZE ? HEADER_SIZE : FRAGMENT_HEADER;
    const count = Math.min(wanted - this.#headFilled, end - at);
    this.#head.set(chunk.subarray(at, at + count), this.#headFilled);
    this.#headFilled += count;
    if (this.#headFilled === wanted) this.#headDone();
    return count;
  }

  /** With 12 bytes the message is known, but of a fragmented one also the request id is needed. */
  #headDone(): void {
    const head = this.#head;
    const size = this.#sizeOf(head, 0);
    const type = head[7]!;
    this.#more = (head[6]! & MORE_FRAGMENTS) !== 0;
    const pieces = this.#more || type === MessageType.fragment;
    if (pieces && (head[5]! < 2 || size < 4)) throw protocolError('a fragment without a request id');
    if (pieces && this.#headFilled < FRAGMENT_HEADER) return;
    const littleEndian = (head[6]! & 1) === 1;
    this.#id = pieces ? u32At(head, HEADER_SIZE, littleEndian) : 0;
    this.#missing = size + HEADER_SIZE - this.#headFilled;
    if (type === MessageType.fragment) this.#target = this.#assemblies.get(this.#id);
    else this.#target = this.#begin(type, littleEndian, pieces);
    this.#headFilled = 0;
    this.#checkTotal();
    if (this.#missing === 0) this.#pieceDone();
  }

  #begin(type: number, littleEndian: boolean, pieces: boolean): Assembly | undefined {
    const filled = this.#headFilled;
    const bytes = new Uint8Array(Math.min(RESERVE, filled + this.#missing));
    bytes.set(this.#head.subarray(0, filled));
    const assembly: Assembly = { bytes, filled, type, minor: this.#head[5]!, littleEndian };
    if (!pieces) return assembly;
    if (this.#assemblies.has(this.#id)) throw protocolError(`two fragmented messages for request ${this.#id}`);
    if (type === MessageType.reply && !this.#wanted(this.#id)) return undefined;
    this.#assemblies.set(this.#id, assembly);
    return assembly;
  }

  /** All messages in the making count, or many small beginnings would get round the limit. */
  #checkTotal(): void {
    let total = this.#missing;
    for (const { filled } of this.#assemblies.values()) total += filled;
    if (total > this.#maxMessage) throw protocolError(`fragments of more than ${this.#maxMessage} bytes`);
  }

  #fill(chunk: Uint8Array, at: number, end: number): number {
    const count = Math.min(this.#missing, end - at);
    if (this.#target !== undefined) {
      this.#reserve(this.#target, count);
      this.#target.bytes.set(chunk.subarray(at, at + count), this.#target.filled);
      this.#target.filled += count;
    }
    this.#missing -= count;
    if (this.#missing === 0) this.#pieceDone();
    return count;
  }

  #reserve(assembly: Assembly, count: number): void {
    const { bytes, filled } = assembly;
    if (filled + count <= bytes.length) return;
    const expected = Math.min(filled + this.#missing, Math.max(RESERVE, filled * GROWTH));
    assembly.bytes = new Uint8Array(Math.max(filled + count, expected, this.#more ? filled * 2 : 0));
    assembly.bytes.set(bytes.subarray(0, filled));
  }

  #pieceDone(): void {
    const target = this.#target;
    this.#target = undefined;
    if (target === undefined || this.#more) return;
    if (this.#assemblies.get(this.#id) === target) this.#assemblies.delete(this.#id);
    this.#reader.reset(target.bytes, target.littleEndian, HEADER_SIZE, 0, target.filled, true);
    this.#on(target.type, target.minor, this.#reader);
    // A large message must not live on because nothing came after it.
    this.#reader.reset(NOTHING, true, 0, 0, 0, false);
  }
}

function u32At(bytes: Uint8Array, at: number, littleEndian: boolean): number {
  const [a, b, c, d] = [bytes[at]!, bytes[at + 1]!, bytes[at + 2]!, bytes[at + 3]!];
  return (littleEndian ? a | (b << 8) | (c << 16) | (d << 24) : (a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}
