/** Bytes of PV Access to types and values and back, without I/O. Unversioned: devgen's own. */
export * from './message/beacon.ts';
export * from './message/channel.ts';
export {
  Command,
  Control,
  Flag,
  HEADER_SIZE,
  MAGIC,
  type Sender,
  VERSION,
  writeControl,
  writeMessage,
} from './message/header.ts';
export { type MessageHandler, MessageStream, type MessageStreamOptions } from './message/message-stream.ts';
export * from './message/operation.ts';
export { parsePvRequest } from './message/pv-request.ts';
export * from './message/search.ts';
export * from './message/validation.ts';
export { protocolError } from './protocol-error.ts';
export * from './type/pva-type.ts';
export { readType } from './type/type-reader.ts';
export { TypeRegistry } from './type/type-registry.ts';
export { TypeTable } from './type/type-table.ts';
export { typeText } from './type/type-text.ts';
export { writeType } from './type/type-writer.ts';
export { readVariant, writeVariant } from './value/any-codec.ts';
export { type Codec, codecOf, readChanges, writeChanges } from './value/codec.ts';
export { byPath, type Draft, draftOf } from './value/draft.ts';
export { fit } from './value/fit.ts';
export { variantOf } from './value/infer.ts';
export type { PvaArm, PvaStruct, PvaValue, PvaVariant } from './value/pva-value.ts';
export { BitSet } from './wire/bit-set.ts';
export { PvDataReader } from './wire/reader.ts';
export { isSuccess, OK, readStatus, type Status, writeStatus } from './wire/status.ts';
export { PvDataWriter } from './wire/writer.ts';
