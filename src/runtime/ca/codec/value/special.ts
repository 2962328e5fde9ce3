import { protocolError } from '../protocol-error.ts';
import type { Message } from '../message/message.ts';
import { decodeText } from '../wire/text.ts';
import type { CaWriter } from '../wire/writer.ts';
import { CLASS_NAME, STRING_SIZE, STSACK_STRING } from './dbr.ts';

/** An alarm, and whether somebody has taken notice of it. */
export interface AlarmAcknowledgement {
  readonly status: number;
  readonly severity: number;
  /** Whether alarms that have passed stay until they are acknowledged. */
  readonly isTransient: boolean;
  /** Highest severity that nobody has acknowledged. */
  readonly unacknowledged: number;
  readonly value: string;
}

const ACKNOWLEDGEMENT_SIZE = 8;

export function readAcknowledgement(message: Message): AlarmAcknowledgement {
  if (message.type !== STSACK_STRING) throw protocolError(`the type ${message.type} instead of ${STSACK_STRING}`);
  const text = message.at(ACKNOWLEDGEMENT_SIZE, 0);
  return {
    status: message.u16(0),
    severity: message.u16(2),
    isTransient: message.u16(4) !== 0,
    unacknowledged: message.u16(6),
    value: decodeText(message.bytes, text, Math.min(text + STRING_SIZE, message.end)),
  };
}

export function writeAcknowledgement(writer: CaWriter, alarm: AlarmAcknowledgement): void {
  writer.u16(alarm.status);
  writer.u16(alarm.severity);
  writer.u16(alarm.isTransient ? 1 : 0);
  writer.u16(alarm.unacknowledged);
  writer.field(alarm.value, STRING_SIZE);
}

/** The type of a channel's record: `ai`, `motor`. */
export function readClassName(message: Message): string {
  if (message.type !== CLASS_NAME) throw protocolError(`the type ${message.type} instead of ${CLASS_NAME}`);
  return decodeText(message.bytes, message.start, Math.min(message.start + STRING_SIZE, message.end));
}

export function writeClassName(writer: CaWriter, name: string): void {
  writer.field(name, STRING_SIZE);
}
