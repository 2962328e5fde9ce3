/** What the proxy sees of GIOP 1.2, read by itself: a test of our codec must not rest on that codec. */

const HEADER = 12;
const KINDS = [
  'Request',
  'Reply',
  'CancelRequest',
  'LocateRequest',
  'LocateReply',
  'CloseConnection',
  'MessageError',
  'Fragment',
] as const;

export type MessageKind = (typeof KINDS)[number];

export interface GiopMessage {
  readonly kind: MessageKind;
  /** The whole message with its header. */
  readonly bytes: Buffer;
}

/** Cuts a TCP stream into GIOP messages. */
export class MessageSplitter {
  #rest: Buffer = Buffer.alloc(0);

  push(chunk: Buffer): readonly GiopMessage[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const messages: GiopMessage[] = [];
    for (;;) {
      const length = messageLength(this.#rest);
      if (length === undefined || this.#rest.length < length) return messages;
      messages.push({ kind: kindOf(this.#rest), bytes: this.#rest.subarray(0, length) });
      this.#rest = this.#rest.subarray(length);
    }
  }
}

function messageLength(bytes: Buffer): number | undefined {
  if (bytes.length < HEADER) return undefined;
  if (bytes.toString('latin1', 0, 4) !== 'GIOP') throw new Error('The proxy saw a stream that is not GIOP.');
  return HEADER + word(bytes, 8);
}

function kindOf(bytes: Buffer): MessageKind {
  const kind = KINDS[bytes[7] ?? 0];
  if (kind === undefined) throw new Error(`The proxy saw a GIOP message of type ${bytes[7]}.`);
  return kind;
}

export interface RequestHead {
  readonly id: number;
  readonly operation: string;
  /** Object key as Latin-1: readable without a database, opaque with one. */
  readonly key: string;
  /** The device's command, of a `command_inout`. */
  readonly command?: string;
}

/** Reads the head of a GIOP 1.2 Request. */
export function requestHead(bytes: Buffer): RequestHead {
  const id = word(bytes, HEADER);
  const keyLength = word(bytes, 24);
  const key = bytes.toString('latin1', 28, 28 + keyLength);
  const operation = text(bytes, align(28 + keyLength, 4));
  if (!operation.value.startsWith('command_inout')) return { id, key, operation: operation.value };
  // An empty list of service contexts is one word; the arguments follow on a multiple of eight.
  const command = text(bytes, align(align(operation.end, 4) + 4, 8)).value;
  return { id, key, operation: operation.value, command };
}

function text(bytes: Buffer, at: number): { readonly value: string; readonly end: number } {
  const length = word(bytes, at);
  return { value: bytes.toString('latin1', at + 4, at + 3 + length), end: at + 4 + length };
}

function word(bytes: Buffer, at: number): number {
  return (bytes[6] ?? 0) & 1 ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
}

function align(position: number, to: number): number {
  return Math.ceil(position / to) * to;
}
