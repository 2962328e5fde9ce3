import { protocolError } from '../protocol-error.ts';
import type { PvDataReader } from '../wire/reader.ts';
import { readStatus, type Status, writeStatus, isSuccess } from '../wire/status.ts';
import type { PvDataWriter } from '../wire/writer.ts';

/** One channel: servers understand no more in one message. */
export function writeCreateChannel(writer: PvDataWriter, cid: number, name: string): void {
  writer.u16(1);
  writer.u32(cid);
  writer.string(name);
}

export function readCreateChannel(reader: PvDataReader): { readonly cid: number; readonly name: string } {
  const count = reader.u16();
  if (count !== 1) throw protocolError(`${count} channels to be created in one message`);
  return { cid: reader.u32(), name: reader.string() };
}

export interface ChannelCreated {
  readonly cid: number;
  readonly sid: number;
  readonly status: Status;
}

export function readChannelCreated(reader: PvDataReader): ChannelCreated {
  return { cid: reader.u32(), sid: reader.u32(), status: readStatus(reader) };
}

export function writeChannelCreated(writer: PvDataWriter, { cid, sid, status }: ChannelCreated): void {
  writer.u32(cid);
  writer.u32(isSuccess(status) ? sid : 0);
  writeStatus(writer, status);
}

/** Both ways: the client that is done, and the server that has the channel no more. */
export function writeDestroyChannel(writer: PvDataWriter, sid: number, cid: number): void {
  writer.u32(sid);
  writer.u32(cid);
}

export function readDestroyChannel(reader: PvDataReader): { readonly sid: number; readonly cid: number } {
  return { sid: reader.u32(), cid: reader.u32() };
}

/** What may be done with a channel; only core-pva tells. */
export interface AccessRights {
  readonly put: boolean;
  readonly putGet: boolean;
  readonly rpc: boolean;
}

export function readAclChange(reader: PvDataReader): { readonly cid: number; readonly rights: AccessRights } {
  const cid = reader.u32();
  const bits = reader.u8();
  return { cid, rights: { put: (bits & 1) !== 0, putGet: (bits & 2) !== 0, rpc: (bits & 4) !== 0 } };
}
