import type { PvDataWriter } from '../wire/writer.ts';

export const MAGIC = 0xca;
export const HEADER_SIZE = 8;
/** What pvxs and pvAccessCPP call themselves. */
export const VERSION = 2;
export const SIZE_OFFSET = 4;

export const Flag = {
  control: 0x01,
  segmentFirst: 0x10,
  segmentLast: 0x20,
  segmentMiddle: 0x30,
  fromServer: 0x40,
  bigEndian: 0x80,
} as const;

export const Command = {
  beacon: 0x00,
  connectionValidation: 0x01,
  echo: 0x02,
  search: 0x03,
  searchResponse: 0x04,
  authNz: 0x05,
  aclChange: 0x06,
  createChannel: 0x07,
  destroyChannel: 0x08,
  connectionValidated: 0x09,
  get: 0x0a,
  put: 0x0b,
  putGet: 0x0c,
  monitor: 0x0d,
  array: 0x0e,
  destroyRequest: 0x0f,
  process: 0x10,
  getField: 0x11,
  message: 0x12,
  rpc: 0x14,
  cancelRequest: 0x15,
  originTag: 0x16,
} as const;

export const Control = {
  setByteOrder: 2,
  echoRequest: 3,
  echoResponse: 4,
} as const;

/** Who sends: the direction is a bit of each header. */
export type Sender = 'client' | 'server';

/** Begins a message whose payload has `size` bytes, which must follow. */
export function writeHead(writer: PvDataWriter, command: number, flags: number, size: number): void {
  const order = writer.littleEndian ? 0 : Flag.bigEndian;
  writer.head(((MAGIC << 24) | (VERSION << 16) | ((flags | order) << 8) | command) >>> 0, size);
}

/** Writes one message; its size is put in when the payload is there. */
export function writeMessage(
  writer: PvDataWriter,
  command: number,
  payload?: (writer: PvDataWriter) => void,
  from: Sender = 'client',
): void {
  const start = writer.position;
  writeHead(writer, command, from === 'server' ? Flag.fromServer : 0, 0);
  try {
    payload?.(writer);
  } catch (error) {
    writer.truncate(start);
    throw error;
  }
  writer.patchU32(start + SIZE_OFFSET, writer.position - start - HEADER_SIZE);
}

/** A message without payload, whose size field is data. */
export function writeControl(writer: PvDataWriter, command: number, data: number, from: Sender = 'client'): void {
  writeHead(writer, command, Flag.control | (from === 'server' ? Flag.fromServer : 0), data);
}
