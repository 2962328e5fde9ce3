import { structOf, scalar } from '../type/pva-type.ts';
import { readVariant, writeVariant } from '../value/any-codec.ts';
import type { PvaVariant } from '../value/pva-value.ts';
import type { PvDataReader } from '../wire/reader.ts';
import type { PvDataWriter } from '../wire/writer.ts';

/** What the server says first. */
export interface ValidationRequest {
  readonly bufferSize: number;
  readonly registrySize: number;
  /** Ways to say who one is, the better ones last: `anonymous`, `ca`. */
  readonly methods: readonly string[];
}

export interface ValidationReply {
  readonly bufferSize: number;
  readonly registrySize: number;
  readonly qos: number;
  readonly method: string;
  readonly credentials: PvaVariant | null;
}

export function readValidationRequest(reader: PvDataReader): ValidationRequest {
  const bufferSize = reader.u32();
  const registrySize = reader.u16();
  const methods: string[] = [];
  for (let left = reader.count(1); left > 0; left--) methods.push(reader.string());
  return { bufferSize, registrySize, methods };
}

export function writeValidationRequest(writer: PvDataWriter, request: ValidationRequest): void {
  writer.u32(request.bufferSize);
  writer.u16(request.registrySize);
  writer.size(request.methods.length);
  for (const method of request.methods) writer.string(method);
}

export function readValidationReply(reader: PvDataReader): ValidationReply {
  const bufferSize = reader.u32();
  const registrySize = reader.u16();
  const qos = reader.u16();
  return { bufferSize, registrySize, qos, method: reader.string(), credentials: readVariant(reader) };
}

export function writeValidationReply(writer: PvDataWriter, reply: ValidationReply): void {
  writer.u32(reply.bufferSize);
  writer.u16(reply.registrySize);
  writer.u16(reply.qos);
  writer.string(reply.method);
  writeVariant(writer, reply.credentials);
}

const CA_TYPE = structOf({ user: scalar('str'), host: scalar('str') });

/** What the method `ca` wants to know: a name that the server believes. */
export function caCredentials(user: string, host: string): PvaVariant {
  return { type: CA_TYPE, value: { user, host } };
}
