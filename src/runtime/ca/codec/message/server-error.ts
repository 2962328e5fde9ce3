import { decodeText } from '../wire/text.ts';
import type { CaWriter } from '../wire/writer.ts';
import { Command } from './command.ts';
import { HEADER_SIZE, LONG, LONG_HEADER_SIZE, padded, writeHead } from './header.ts';
import type { Message } from './message.ts';

/** What a server could not do, by the header of what it was asked. */
export interface ServerError {
  /** The client's number of the channel; 0xffffffff where it is about none. */
  readonly cid: number;
  /** See {@link statusText}. */
  readonly status: number;
  readonly request: { readonly command: number; readonly p1: number; readonly p2: number };
  readonly text: string;
}

export function readServerError(message: Message): ServerError {
  const isLong = message.u16(2) === LONG && message.u16(6) === 0;
  const text = message.at(isLong ? LONG_HEADER_SIZE : HEADER_SIZE, 0);
  return {
    cid: message.p1,
    status: message.p2,
    request: { command: message.u16(0), p1: message.u32(8), p2: message.u32(12) },
    text: decodeText(message.bytes, text, message.end),
  };
}

export function writeServerError(writer: CaWriter, { cid, status, request, text }: ServerError): void {
  const length = padded(HEADER_SIZE + Buffer.byteLength(text) + 1);
  writeHead(writer, { command: Command.error, p1: cid, p2: status }, length);
  const start = writer.position;
  writeHead(writer, request);
  writer.text(text);
  writer.padFrom(start);
}
