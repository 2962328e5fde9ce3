import type { CdrReader } from './cdr-reader.ts';
import type { CdrWriter } from './cdr-writer.ts';
import { protocolError } from './protocol-error.ts';

export const MessageType = {
  request: 0,
  reply: 1,
  cancelRequest: 2,
  locateRequest: 3,
  locateReply: 4,
  closeConnection: 5,
  messageError: 6,
  fragment: 7,
} as const;

export const ReplyStatus = {
  noException: 0,
  userException: 1,
  systemException: 2,
  locationForward: 3,
  locationForwardPermanent: 4,
  needsAddressingMode: 5,
} as const;

/** Bytes of every message's header; its size field counts what follows them. */
export const HEADER_SIZE = 12;

const RESPONSE_EXPECTED = 3;

/** Minor version of GIOP 1, which is what clients write and servers answer in where nothing else is asked for. */
const GIOP_1_2 = 2;

/** Opens a GIOP message; {@link endMessage} takes what it returns. */
export function beginMessage(writer: CdrWriter, type: number, minor: number = GIOP_1_2): number {
  const start = writer.begin();
  writer.octet(0x47);
  writer.octet(0x49);
  writer.octet(0x4f);
  writer.octet(0x50);
  writer.octet(1);
  writer.octet(minor);
  writer.bool(writer.littleEndian);
  writer.octet(type);
  writer.u32(0);
  return start;
}

export function endMessage(writer: CdrWriter, start: number): void {
  writer.patchU32(start + 8, writer.position - start - HEADER_SIZE);
}

type Encode = (writer: CdrWriter) => void;

/** Throws what `encode` throws; the caller truncates the writer to where it was. */
export function writeRequest(
  writer: CdrWriter,
  id: number,
  key: Uint8Array,
  operation: string,
  encode: Encode | undefined,
): void {
  const start = beginMessage(writer, MessageType.request);
  writer.u32(id);
  // The flags and three reserved bytes, then the addressing mode (by key) and its padding.
  writer.octet(RESPONSE_EXPECTED);
  writer.octet(0);
  writer.u16(0);
  writer.u32(0);
  writer.octets(key);
  writer.string(operation);
  writer.u32(0);
  writeBody(writer, encode);
  endMessage(writer, start);
}

/** A body begins at a multiple of 8; nothing is padded where there is none. */
function writeBody(writer: CdrWriter, encode: Encode | undefined): void {
  if (encode === undefined) return;
  const before = writer.position;
  writer.align(8);
  const body = writer.position;
  encode(writer);
  if (writer.position === body) writer.truncate(before);
}

/** In the version of GIOP that the request has. Throws what `encode` throws, as {@link writeRequest} does. */
export function writeReply(
  writer: CdrWriter,
  id: number,
  status: number,
  encode?: Encode,
  minor: number = GIOP_1_2,
): void {
  const start = beginMessage(writer, MessageType.reply, minor);
  if (minor < GIOP_1_2) writer.u32(0);
  writer.u32(id);
  writer.u32(status);
  if (minor < GIOP_1_2) encode?.(writer);
  else {
    writer.u32(0);
    writeBody(writer, encode);
  }
  endMessage(writer, start);
}

/** Asks whether the server knows the object: its ORB answers, whatever the device is doing. */
export function writeLocateRequest(writer: CdrWriter, id: number, key: Uint8Array): void {
  const start = beginMessage(writer, MessageType.locateRequest);
  writer.u32(id);
  writer.u32(0);
  writer.octets(key);
  endMessage(writer, start);
}

export function writeLocateReply(
  writer: CdrWriter,
  id: number,
  status: 'UNKNOWN_OBJECT' | 'OBJECT_HERE',
  minor: number = GIOP_1_2,
): void {
  const start = beginMessage(writer, MessageType.locateReply, minor);
  writer.u32(id);
  writer.u32(status === 'OBJECT_HERE' ? 1 : 0);
  endMessage(writer, start);
}

export function writeCloseConnection(writer: CdrWriter): void {
  endMessage(writer, beginMessage(writer, MessageType.closeConnection));
}

/** What arrived was no GIOP: the last word before the connection ends. */
export function writeMessageError(writer: CdrWriter): void {
  endMessage(writer, beginMessage(writer, MessageType.messageError));
}

function skipContexts(reader: CdrReader): void {
  const n = reader.length(8);
  for (let i = 0; i < n; i++) {
    reader.u32();
    reader.skip(reader.u32());
  }
}

export interface ReplyHeader {
  readonly id: number;
  readonly status: number;
}

/** Leaves the reader at the body. Understands GIOP 1.0 to 1.2. */
export function readReplyHeader(reader: CdrReader, minor: number): ReplyHeader {
  if (minor < GIOP_1_2) {
    skipContexts(reader);
    const id = reader.u32();
    return { id, status: reader.u32() };
  }
  const id = reader.u32();
  const status = reader.u32();
  skipContexts(reader);
  if (reader.remaining > 0) reader.align(8);
  return { id, status };
}

export interface RequestHeader {
  readonly id: number;
  readonly responseExpected: boolean;
  readonly key: Uint8Array;
  readonly operation: string;
}

/** Leaves the reader at the parameters. Understands GIOP 1.0 to 1.2. */
export function readRequestHeader(reader: CdrReader, minor: number): RequestHeader {
  if (minor < GIOP_1_2) return readOldRequest(reader);
  const id = reader.u32();
  const flags = reader.octet();
  reader.skip(3);
  readAddressing(reader);
  const key = reader.octets();
  const operation = reader.string();
  skipContexts(reader);
  if (reader.remaining > 0) reader.align(8);
  return { id, responseExpected: (flags & 1) === 1, key, operation };
}

function readOldRequest(reader: CdrReader): RequestHeader {
  skipContexts(reader);
  const id = reader.u32();
  const responseExpected = reader.bool();
  // The three bytes reserved since 1.1 are padding in 1.0.
  const key = reader.octets();
  const operation = reader.string();
  reader.skip(reader.u32());
  return { id, responseExpected, key, operation };
}

/** The request id and the object asked for. Understands GIOP 1.0 to 1.2. */
export function readLocateRequest(reader: CdrReader, minor: number): { readonly id: number; readonly key: Uint8Array } {
  const id = reader.u32();
  if (minor >= GIOP_1_2) readAddressing(reader);
  return { id, key: reader.octets() };
}

/** Only the object's key is understood; the other modes are of ORBs that forward requests. */
function readAddressing(reader: CdrReader): void {
  const addressing = reader.u16();
  if (addressing !== 0) throw protocolError(`a request addressed in mode ${addressing}`);
}
