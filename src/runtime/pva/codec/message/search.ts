import { protocolError } from '../protocol-error.ts';
import type { PvDataReader } from '../wire/reader.ts';
import type { PvDataWriter } from '../wire/writer.ts';
import { readAddress, writeAddress } from './address.ts';

const GUID_LENGTH = 12;
const MUST_REPLY = 0x01;
const UNICAST = 0x80;
/** A channel's number and the size of its name. */
const LEAST_NAME = 5;
const MOST_IN_ONE = 0xffff;

export interface SoughtName {
  /** The client's number for the channel. */
  readonly cid: number;
  readonly name: string;
}

/** Who has these channels? Without names and with `mustReply`: who is there? */
export interface Search {
  readonly sequence: number;
  readonly mustReply: boolean;
  /** Sent to one address, not to a whole network. */
  readonly unicast: boolean;
  /** Where the answer goes; undefined for where the question came from. */
  readonly replyAddress?: string | undefined;
  readonly replyPort: number;
  /** `tcp`, `tls` */
  readonly protocols: readonly string[];
  readonly names: readonly SoughtName[];
}

export interface SearchResponse {
  /** Of the server process: another one after a restart. In hex. */
  readonly guid: string;
  readonly sequence: number;
  /** Undefined for where the answer came from. */
  readonly address: string | undefined;
  readonly port: number;
  readonly protocol: string;
  readonly found: boolean;
  readonly cids: readonly number[];
}

export function writeSearch(writer: PvDataWriter, search: Search): void {
  writer.u32(search.sequence);
  writer.u8((search.mustReply ? MUST_REPLY : 0) | (search.unicast ? UNICAST : 0));
  for (let index = 0; index < 3; index++) writer.u8(0);
  writeAddress(writer, search.replyAddress);
  writer.u16(search.replyPort);
  writer.size(search.protocols.length);
  for (const protocol of search.protocols) writer.string(protocol);
  writer.u16(search.names.length);
  for (const { cid, name } of search.names) {
    writer.u32(cid);
    writer.string(name);
  }
}

export function readSearch(reader: PvDataReader): Search {
  const sequence = reader.u32();
  const flags = reader.u8();
  reader.skip(3);
  const replyAddress = readAddress(reader);
  const replyPort = reader.u16();
  const protocols: string[] = [];
  for (let left = reader.count(1); left > 0; left--) protocols.push(reader.string());
  const names: SoughtName[] = [];
  for (let left = reader.fits(reader.u16(), LEAST_NAME); left > 0; left--) {
    names.push({ cid: reader.u32(), name: reader.string() });
  }
  const mustReply = (flags & MUST_REPLY) !== 0;
  return { sequence, mustReply, unicast: (flags & UNICAST) !== 0, replyAddress, replyPort, protocols, names };
}

export function writeSearchResponse(writer: PvDataWriter, response: SearchResponse): void {
  writer.raw(Buffer.from(response.guid, 'hex'));
  writer.u32(response.sequence);
  writeAddress(writer, response.address);
  writer.u16(response.port);
  writer.string(response.protocol);
  writer.bool(response.found);
  if (response.cids.length > MOST_IN_ONE) throw protocolError(`${response.cids.length} channels in one answer`);
  writer.u16(response.cids.length);
  for (const cid of response.cids) writer.u32(cid);
}

export function readSearchResponse(reader: PvDataReader): SearchResponse {
  const guid = readGuid(reader);
  const sequence = reader.u32();
  const address = readAddress(reader);
  const port = reader.u16();
  const protocol = reader.string();
  const found = reader.bool();
  const cids: number[] = [];
  for (let left = reader.fits(reader.u16(), 4); left > 0; left--) cids.push(reader.u32());
  return { guid, sequence, address, port, protocol, found, cids };
}

export function readGuid(reader: PvDataReader): string {
  return Buffer.from(reader.bytes(GUID_LENGTH)).toString('hex');
}
