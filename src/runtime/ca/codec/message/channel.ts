import { decodeText } from '../wire/text.ts';
import type { CaWriter } from '../wire/writer.ts';
import { Command, MINOR_VERSION } from './command.ts';
import { writeHead, writeTextMessage } from './header.ts';
import type { Message } from './message.ts';

/** What may be done with a channel. */
export interface AccessRights {
  readonly read: boolean;
  readonly write: boolean;
}

const READ = 1;
const WRITE = 2;

/** `cid` is the client's number of the channel. */
export function writeCreateChannel(writer: CaWriter, cid: number, name: string): void {
  writeTextMessage(writer, { command: Command.createChannel, p1: cid, p2: MINOR_VERSION }, name);
}

/** The text of a message that has one: the name in a search or a create. */
export function readText(message: Message): string {
  return decodeText(message.bytes, message.start, message.end);
}

/** A channel that is there: the type of its elements, how many there may be, and its number at the server. */
export interface ChannelCreated {
  readonly cid: number;
  readonly sid: number;
  readonly type: number;
  readonly count: number;
}

export function writeChannelCreated(writer: CaWriter, { cid, sid, type, count }: ChannelCreated): void {
  writeHead(writer, { command: Command.createChannel, type, count, p1: cid, p2: sid });
}

export function readChannelCreated({ p1, p2, type, count }: Message): ChannelCreated {
  return { cid: p1, sid: p2, type, count };
}

/** The server has no such channel. */
export function writeCreateFailed(writer: CaWriter, cid: number): void {
  writeHead(writer, { command: Command.createFailed, p1: cid });
}

export function writeAccessRights(writer: CaWriter, cid: number, { read, write }: AccessRights): void {
  const bits = (read ? READ : 0) | (write ? WRITE : 0);
  writeHead(writer, { command: Command.accessRights, p1: cid, p2: bits });
}

export function readAccessRights({ p2 }: Message): AccessRights {
  return { read: (p2 & READ) !== 0, write: (p2 & WRITE) !== 0 };
}

/** Ends a channel; the server says the same in answer. */
export function writeClearChannel(writer: CaWriter, sid: number, cid: number): void {
  writeHead(writer, { command: Command.clearChannel, p1: sid, p2: cid });
}

/** The server has the channel no more. */
export function writeServerDisconnect(writer: CaWriter, cid: number): void {
  writeHead(writer, { command: Command.serverDisconnect, p1: cid });
}
