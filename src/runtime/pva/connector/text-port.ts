import type { Meta } from '../../core/contract/meta.ts';
import type { Reading } from '../../core/contract/reading.ts';
import type { Io, PutOptions } from '../../core/contract/seam.ts';
import type { Port, PortHandler, PvShown } from '../../core/pushed/port.ts';

const BYTES: Readonly<Record<string, 'i8' | 'u8'>> = { 'i8[]': 'i8', 'u8[]': 'u8' };

/**
 * A PV that a class wants to be a text. Records of arrays of characters are bytes on the wire where their database does not
 * say `Q:form`; everything else is as its server shows it.
 */
export class TextPort implements Port {
  readonly #port: Port;
  /** What its bytes are, where it is bytes. */
  #bytes: 'i8' | 'u8' | undefined;

  constructor(handler: PortHandler, open: (handler: PortHandler) => Port) {
    this.#port = open({
      connected: (shown) => handler.connected(this.#shown(shown)),
      lost: (why) => handler.lost(why),
    });
  }

  get source(): string {
    return this.#port.source;
  }

  get searches(): number {
    return this.#port.searches;
  }

  searchAgain(): void {
    this.#port.searchAgain?.();
  }

  get meta(): Meta {
    return this.#port.meta;
  }

  get mayWrite(): boolean {
    return this.#port.mayWrite !== false;
  }

  followMeta(): void {
    this.#port.followMeta?.();
  }

  async get(io: Io): Promise<Reading> {
    return this.#reading(await this.#port.get(io));
  }

  put(value: unknown, io: Io, how?: PutOptions): Promise<void> {
    const held = this.#bytes === undefined || typeof value !== 'string' ? value : bytesOf(value, this.#bytes);
    return this.#port.put(held, io, how);
  }

  monitor(on: (reading: Reading) => void): () => void {
    return this.#port.monitor((reading) => on(this.#reading(reading)));
  }

  close(): void {
    this.#port.close();
  }

  #shown(shown: PvShown): PvShown {
    this.#bytes = BYTES[shown.spec.type];
    return this.#bytes === undefined ? shown : { ...shown, spec: { type: 'str' } };
  }

  #reading(reading: Reading): Reading {
    if (!reading.ok || !(reading.value instanceof Int8Array || reading.value instanceof Uint8Array)) return reading;
    return { ...reading, value: textOf(reading.value) };
  }
}

/** Up to the first zero byte. */
function textOf(bytes: Int8Array | Uint8Array): string {
  const end = bytes.indexOf(0);
  const view = new Uint8Array(bytes.buffer, bytes.byteOffset, end < 0 ? bytes.length : end);
  return new TextDecoder().decode(view);
}

/** With a zero byte at its end, so that a longer text before leaves nothing. */
function bytesOf(text: string, type: 'i8' | 'u8'): Int8Array | Uint8Array {
  const bytes = new TextEncoder().encode(`${text}\0`);
  return type === 'u8' ? bytes : new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}
