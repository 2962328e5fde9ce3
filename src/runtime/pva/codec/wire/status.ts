import { protocolError } from '../protocol-error.ts';
import type { PvDataReader } from './reader.ts';
import type { PvDataWriter } from './writer.ts';

const TYPES = ['OK', 'WARNING', 'ERROR', 'FATAL'] as const;
const BARE_OK = 0xff;

/** What a server says of a request. With OK and WARNING the answer follows, with the others nothing does. */
export interface Status {
  readonly type: (typeof TYPES)[number];
  readonly message: string;
  /** Where in the server it happened, for its developers; mostly empty. */
  readonly callTree: string;
}

export const OK: Status = { type: 'OK', message: '', callTree: '' };

export function isSuccess({ type }: Status): boolean {
  return type === 'OK' || type === 'WARNING';
}

export function readStatus(reader: PvDataReader): Status {
  const code = reader.u8();
  if (code === BARE_OK) return OK;
  const type = TYPES[code];
  if (type === undefined) throw protocolError(`a status of type ${code}`);
  return { type, message: reader.string(), callTree: reader.string() };
}

export function writeStatus(writer: PvDataWriter, status: Status): void {
  if (status.type === 'OK' && status.message === '' && status.callTree === '') return writer.u8(BARE_OK);
  writer.u8(TYPES.indexOf(status.type));
  writer.string(status.message);
  writer.string(status.callTree);
}
