import { protocolError } from '../protocol-error.ts';

const NOTHING = Buffer.alloc(0);

/** One message as it lies in the bytes that arrived: valid until the next one is read. */
export class Message {
  command = 0;
  /** Type of the elements, or what the command makes of it. */
  type = 0;
  /** Of elements, or what the command makes of it. */
  count = 0;
  p1 = 0;
  p2 = 0;
  bytes: Uint8Array = NOTHING;
  /** Of the payload, in the bytes. */
  start = 0;
  end = 0;
  /** The bytes belong to this message alone: a large array may be a view of them. */
  isExclusive = false;
  view: DataView = new DataView(NOTHING.buffer, NOTHING.byteOffset, 0);

  /** Bytes of the payload, its padding included. */
  get length(): number {
    return this.end - this.start;
  }

  /** Where the payload is looked at from now on. */
  setBytes(bytes: Uint8Array, view: DataView): void {
    this.bytes = bytes;
    this.view = view;
  }

  /** The payload's byte at `offset`, when so many are there. */
  at(offset: number, size: number): number {
    if (offset + size > this.length) {
      throw protocolError(`a payload of ${this.length} bytes where at least ${offset + size} are needed`);
    }
    return this.start + offset;
  }

  u16(offset: number): number {
    return this.view.getUint16(this.at(offset, 2));
  }

  u32(offset: number): number {
    return this.view.getUint32(this.at(offset, 4));
  }
}
