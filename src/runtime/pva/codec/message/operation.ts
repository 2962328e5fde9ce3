import type { PvDataReader } from '../wire/reader.ts';
import type { PvDataWriter } from '../wire/writer.ts';
import { writeHead } from './header.ts';

/** What is asked of an operation: bits that may be set together. */
export const Sub = {
  execute: 0x00,
  init: 0x08,
  /** Ends the operation with this answer. */
  destroy: 0x10,
  /** Of a monitor. */
  start: 0x44,
  stop: 0x04,
  /** Of a monitor: flow control at its beginning, and later so many updates more. */
  pipeline: 0x80,
} as const;

/** Begins every request of an operation. */
export function writeOperation(writer: PvDataWriter, sid: number, ioid: number, sub: number): void {
  writer.operation(sid, ioid, sub);
}

const OPERATION_SIZE = 9;

/** A whole request that says no more than this: to execute, to start, to stop. */
export function writeBareOperation(
  writer: PvDataWriter,
  command: number,
  sid: number,
  ioid: number,
  sub: number,
): void {
  writeHead(writer, command, 0, OPERATION_SIZE);
  writer.operation(sid, ioid, sub);
}

/** DESTROY_REQUEST and CANCEL_REQUEST. */
export function writeRequestId(writer: PvDataWriter, sid: number, ioid: number): void {
  writer.u32(sid);
  writer.u32(ioid);
}

/** GET_FIELD; no server heeds the name of a part. */
export function writeGetField(writer: PvDataWriter, sid: number, ioid: number): void {
  writeRequestId(writer, sid, ioid);
  writer.string('');
}

const SEVERITIES = ['INFO', 'WARNING', 'ERROR', 'FATAL'] as const;

/** What a server has to say of an operation, for a log. */
export interface RemoteMessage {
  readonly ioid: number;
  readonly severity: (typeof SEVERITIES)[number];
  readonly text: string;
}

export function readMessage(reader: PvDataReader): RemoteMessage {
  const ioid = reader.u32();
  const severity = SEVERITIES[reader.u8()] ?? 'FATAL';
  return { ioid, severity, text: reader.string() };
}
