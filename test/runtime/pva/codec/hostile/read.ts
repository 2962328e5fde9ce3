import {
  BitSet,
  codecOf,
  Command,
  PvDataReader,
  readAclChange,
  readBeacon,
  readChanges,
  readChannelCreated,
  readMessage,
  readSearchResponse,
  readStatus,
  readValidationRequest,
  readVariant,
  Sub,
  TypeTable,
} from '@devgen/runtime/pva/codec';

import { everything } from './messages.ts';

/** Reads a message as the client does. */
export function read(command: number, reader: PvDataReader, types: TypeTable): unknown {
  switch (command) {
    case Command.connectionValidation:
      return readValidationRequest(reader);
    case Command.connectionValidated:
      return readStatus(reader);
    case Command.createChannel:
      return readChannelCreated(reader);
    case Command.searchResponse:
      return readSearchResponse(reader);
    case Command.beacon:
      return readBeacon(reader);
    case Command.aclChange:
      return readAclChange(reader);
    case Command.message:
      return readMessage(reader);
    default:
      return readAnswer(command, reader, types);
  }
}

function readAnswer(command: number, reader: PvDataReader, types: TypeTable): unknown {
  reader.u32();
  const sub = reader.u8();
  if ((sub & Sub.init) !== 0) {
    readStatus(reader);
    const type = types.readLast(reader);
    return type && codecOf(type).blank;
  }
  if (command === Command.rpc) {
    readStatus(reader);
    return readVariant(reader)?.value;
  }
  const marked = BitSet.read(reader, everything.bits);
  const value = readChanges(everything, reader, marked);
  if (reader.remaining > 0) BitSet.read(reader, everything.bits);
  return value;
}

/** Bytes of all typed arrays and characters in a decoded value. */
export function weight(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + 8 + weight(each), 0);
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).reduce<number>((sum, each) => sum + 8 + weight(each), 0);
  }
  return 0;
}
