import type { CaWriter } from '../wire/writer.ts';

export const HEADER_SIZE = 16;
/** With sizes that do not fit in the usual one. */
export const LONG_HEADER_SIZE = 24;
/** Stands for a size that follows. */
export const LONG = 0xffff;

/** A header; fields that are left out are zero. */
export interface Head {
  readonly command: number;
  readonly type?: number;
  readonly count?: number;
  readonly p1?: number;
  readonly p2?: number;
}

/** Writes the header of a message whose payload has `length` bytes, its padding included. */
export function writeHead(writer: CaWriter, head: Head, length = 0): void {
  const { command, type = 0, count = 0, p1 = 0, p2 = 0 } = head;
  const isLong = length >= LONG || count >= LONG;
  if (!isLong) return writer.head(command, length, type, count, p1, p2);
  writer.head(command, LONG, type, 0, p1, p2);
  writer.u32(length);
  writer.u32(count);
}

/** The size of a payload with its padding. */
export function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}

/** A message whose payload is one text. */
export function writeTextMessage(writer: CaWriter, head: Head, text: string): void {
  const length = padded(Buffer.byteLength(text) + 1);
  writeHead(writer, head, length);
  const start = writer.position;
  writer.text(text);
  writer.padFrom(start);
}
