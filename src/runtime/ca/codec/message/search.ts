import type { CaWriter } from '../wire/writer.ts';
import { addressNumber, addressText } from './address.ts';
import { Command, MINOR_VERSION } from './command.ts';
import { writeHead, writeTextMessage } from './header.ts';
import type { Message } from './message.ts';

/** Whether a server says so when it has not got a channel; nobody wants to hear that of all servers of a network. */
const DONT_REPLY = 5;
const DO_REPLY = 10;
/** In place of an address: that which the answer comes from. */
const SENDER = 0xffff_ffff;

/** A channel that is looked for. */
export interface SoughtName {
  readonly cid: number;
  readonly name: string;
}

export function writeSearch(writer: CaWriter, { cid, name }: SoughtName): void {
  writeTextMessage(writer, { command: Command.search, type: DONT_REPLY, count: MINOR_VERSION, p1: cid, p2: cid }, name);
}

/** Whether who searches wants to hear that nobody has it. */
export function wantsReply({ type }: Message): boolean {
  return type === DO_REPLY;
}

/** Where a channel is. */
export interface SearchResponse {
  readonly cid: number;
  /** Undefined: the host that answers. */
  readonly host: string | undefined;
  readonly port: number;
}

export function writeSearchResponse(writer: CaWriter, { cid, host, port }: SearchResponse): void {
  const address = host === undefined ? SENDER : addressNumber(host);
  writeHead(writer, { command: Command.search, type: port, p1: address, p2: cid }, 8);
  writer.u16(MINOR_VERSION);
  writer.zeros(6);
}

export function readSearchResponse({ type, p1, p2 }: Message): SearchResponse {
  return { cid: p2, host: p1 === SENDER || p1 === 0 ? undefined : addressText(p1), port: type };
}
