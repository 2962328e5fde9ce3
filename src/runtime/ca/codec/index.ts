/** Bytes of Channel Access to values and back, without I/O. Unversioned: devgen's own. */
export * from './message/channel.ts';
export * from './message/circuit-messages.ts';
export { Command, DYNAMIC_ARRAYS, MINOR_VERSION } from './message/command.ts';
export { type Head, HEADER_SIZE, padded, writeHead, writeTextMessage } from './message/header.ts';
export { Message } from './message/message.ts';
export { MessageStream } from './message/message-stream.ts';
export * from './message/request.ts';
export * from './message/search.ts';
export * from './message/server-error.ts';
export { Status, statusText } from './message/status.ts';
export { protocolError } from './protocol-error.ts';
export * from './value/ca-data.ts';
export { CLASS_NAME, type DbrLayout, dbrType, layoutOf, STSACK_STRING, typeOf } from './value/dbr.ts';
export { readDbr } from './value/dbr-reader.ts';
export { type DbrData, elementCount, writeDbr } from './value/dbr-writer.ts';
export { fitValue } from './value/fit.ts';
export * from './value/special.ts';
export { CaWriter } from './wire/writer.ts';
