/** Cuts a byte stream of PV Access into whole messages. */
export class PvaMessages {
  #rest = Buffer.alloc(0);

  push(chunk: Buffer): readonly PvaMessage[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const messages: PvaMessage[] = [];
    for (;;) {
      const length = lengthOf(this.#rest);
      if (length === undefined || this.#rest.length < length) return messages;
      messages.push(new PvaMessage(this.#rest.subarray(0, length)));
      this.#rest = this.#rest.subarray(length);
    }
  }
}

/** One message with its header. */
export class PvaMessage {
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** Undefined of a control message. */
  get command(): number | undefined {
    return (this.bytes[2]! & 1) === 1 ? undefined : this.bytes[3]!;
  }

  /** Numbers of the payload. */
  u32(offset: number): number {
    return isBig(this.bytes) ? this.bytes.readUInt32BE(8 + offset) : this.bytes.readUInt32LE(8 + offset);
  }

  u16(offset: number): number {
    return isBig(this.bytes) ? this.bytes.readUInt16BE(8 + offset) : this.bytes.readUInt16LE(8 + offset);
  }

  u8(offset: number): number {
    return this.bytes.readUInt8(8 + offset);
  }

  /** A short text of the payload. */
  text(offset: number): string {
    return this.bytes.toString('utf8', 9 + offset, 9 + offset + this.u8(offset));
  }
}

function lengthOf(bytes: Buffer): number | undefined {
  if (bytes.length < 8) return undefined;
  if ((bytes[2]! & 1) === 1) return 8;
  return 8 + (isBig(bytes) ? bytes.readUInt32BE(4) : bytes.readUInt32LE(4));
}

function isBig(bytes: Buffer): boolean {
  return (bytes[2]! & 0x80) !== 0;
}
