import type { CaWriter } from '../wire/writer.ts';
import { Command, MINOR_VERSION } from './command.ts';
import { writeHead, writeTextMessage } from './header.ts';

/** The first message of both ends. */
export function writeVersion(writer: CaWriter, priority = 0): void {
  writeHead(writer, { command: Command.version, type: priority, count: MINOR_VERSION });
}

/** What a client says of itself, as access security wants to know it. */
export function writeIdentity(writer: CaWriter, user: string, host: string): void {
  writeTextMessage(writer, { command: Command.clientName }, user);
  writeTextMessage(writer, { command: Command.hostName }, host);
}

/** Asks whether the other end is there, or says so. */
export function writeEcho(writer: CaWriter): void {
  writeHead(writer, { command: Command.echo });
}
