import type { CaWriter } from '../wire/writer.ts';
import { Command } from './command.ts';
import { LONG, writeHead } from './header.ts';
import type { Message } from './message.ts';

/** What a monitor tells of, as bits: values, values for archivers, alarms, properties. */
export const Mask = { value: 1, log: 2, alarm: 4, property: 8 } as const;

/** Asks for a value of a type of {@link dbrType}; a count of zero is as many elements as there are. */
export function writeReadNotify(writer: CaWriter, sid: number, ioid: number, type: number, count: number): void {
  if (count < LONG) writer.head(Command.readNotify, 0, type, count, sid, ioid);
  else writeHead(writer, { command: Command.readNotify, type, count, p1: sid, p2: ioid });
}

const MASK_OFFSET = 12;
const EVENT_SIZE = 16;

export function writeEventAdd(
  writer: CaWriter,
  sid: number,
  subscription: number,
  value: { readonly type: number; readonly count: number },
  mask: number,
): void {
  writeHead(writer, { command: Command.eventAdd, ...value, p1: sid, p2: subscription }, EVENT_SIZE);
  writer.zeros(MASK_OFFSET);
  writer.u16(mask);
  writer.zeros(2);
}

export function readEventMask(message: Message): number {
  return message.u16(MASK_OFFSET);
}

export function writeEventCancel(
  writer: CaWriter,
  sid: number,
  subscription: number,
  value: { readonly type: number; readonly count: number },
): void {
  writeHead(writer, { command: Command.eventCancel, ...value, p1: sid, p2: subscription });
}
