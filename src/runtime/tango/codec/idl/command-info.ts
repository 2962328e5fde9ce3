import type { CommandInfo } from '../../client/types.ts';
import type { CdrReader } from '../cdr-reader.ts';
import type { CdrWriter } from '../cdr-writer.ts';
import { readDispLevel, writeDispLevel } from './enum.ts';

/** The least bytes a DevCmdInfo_2 takes. */
const LEAST = 28;

export function readDevCmdInfo2(reader: CdrReader): CommandInfo {
  const name = reader.string();
  const level = readDispLevel(reader);
  const tag = reader.i32();
  const inType = reader.i32();
  const outType = reader.i32();
  const inDescription = reader.string();
  return { name, level, tag, inType, outType, inDescription, outDescription: reader.string() };
}

export function writeDevCmdInfo2(writer: CdrWriter, info: CommandInfo): void {
  writer.string(info.name);
  writeDispLevel(writer, info.level);
  writer.i32(info.tag);
  writer.i32(info.inType);
  writer.i32(info.outType);
  writer.string(info.inDescription);
  writer.string(info.outDescription);
}

/** The reply of `command_list_query_2`. */
export function readDevCmdInfo2List(reader: CdrReader): CommandInfo[] {
  return reader.sequence(LEAST, readDevCmdInfo2);
}

export function writeDevCmdInfo2List(writer: CdrWriter, infos: readonly CommandInfo[]): void {
  writer.sequence(infos, writeDevCmdInfo2);
}

/** `DevCmdInfo`, the reply of `command_query`: what IDL 1 knew of a command. Clients still ask it of databases. */
export function writeDevCmdInfo(writer: CdrWriter, info: CommandInfo): void {
  writer.string(info.name);
  writer.i32(info.tag);
  writer.i32(info.inType);
  writer.i32(info.outType);
  writer.string(info.inDescription);
  writer.string(info.outDescription);
}

export function readDevCmdInfo(reader: CdrReader): Omit<CommandInfo, 'level'> {
  const name = reader.string();
  const tag = reader.i32();
  const inType = reader.i32();
  const outType = reader.i32();
  const inDescription = reader.string();
  return { name, tag, inType, outType, inDescription, outDescription: reader.string() };
}
