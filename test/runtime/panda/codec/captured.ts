import {
  type CaptureEnd,
  type CaptureHandler,
  type CaptureHeader,
  type CaptureOptions,
  CaptureReader,
} from '@devgen/runtime/panda/codec';

/** What a reader told, in its order. */
export class Captured implements CaptureHandler {
  readonly told: string[] = [];
  readonly headers: (CaptureHeader | undefined)[] = [];
  readonly ends: (CaptureEnd | undefined)[] = [];
  /** Bytes of the samples, of all captures. */
  bytes: number[] = [];

  accepted(): void {
    this.told.push('accepted');
  }
  refused(message: string): void {
    this.told.push(`refused ${message}`);
  }
  began(header: CaptureHeader | undefined): void {
    this.told.push('began');
    this.headers.push(header);
  }
  samples(bytes: Uint8Array): void {
    if (this.told.at(-1) !== 'samples') this.told.push('samples');
    this.bytes.push(...bytes);
  }
  ended(end: CaptureEnd | undefined): void {
    this.told.push('ended');
    this.ends.push(end);
  }
}

/** Reads a stream in pieces of a length. */
export function read(
  options: CaptureOptions,
  stream: Uint8Array,
  piece = stream.length,
): Captured & { reader: CaptureReader } {
  const captured = new Captured();
  const reader = new CaptureReader(options, captured);
  for (let at = 0; at < stream.length; at += piece) reader.push(stream.subarray(at, at + piece));
  return Object.assign(captured, { reader });
}

export function joined(...parts: readonly (string | Uint8Array | readonly number[])[]): Uint8Array {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Uint8Array.from(part))));
}

/** A frame around samples. */
export function frame(...samples: readonly number[]): Uint8Array {
  const head = Buffer.from('BIN \0\0\0\0');
  head.writeUInt32LE(samples.length + 8, 4);
  return Buffer.concat([head, Uint8Array.from(samples)]);
}

/** An XML header of these fields. */
export function xml(fields: readonly string[], data = ''): string {
  return `<header>\n<data missed="0" process="Raw" format="Framed"${data} />\n<fields>\n${fields
    .map((field) => `<field ${field} />\n`)
    .join('')}</fields>\n</header>\n\n`;
}

export const bits = 'name="PCAP.BITS0" type="uint32" capture="Value"';
