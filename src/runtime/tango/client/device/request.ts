import { readAny, writeAny } from '../../codec/any.ts';
import type { CdrReader } from '../../codec/cdr-reader.ts';
import type { CdrWriter } from '../../codec/cdr-writer.ts';
import { readAttributeConfig3List, readAttributeConfig5List } from '../../codec/idl/attribute-config.ts';
import {
  readAttributeValue3List,
  readAttributeValue4List,
  readAttributeValue5List,
} from '../../codec/idl/attribute-value.ts';
import { writeAttributeValue3, writeAttributeValue4 } from '../../codec/idl/attribute-write.ts';
import { writeClientIdent } from '../../codec/idl/client-ident.ts';
import { readDevCmdInfo2List } from '../../codec/idl/command-info.ts';
import { type DeviceInfo, readDevInfo3, readDevInfo6 } from '../../codec/idl/device-info.ts';
import { readDevState, writeDevSource } from '../../codec/idl/enum.ts';
import type { AttributeConfig, AttributeValue, AttributeWrite, CommandInfo, DevSource, DevState } from '../types.ts';

/** One CORBA operation, ready to be sent. */
export interface Request<R> {
  readonly operation: string;
  readonly encode?: (writer: CdrWriter) => void;
  readonly decode: (reader: CdrReader) => R;
  /** It changes nothing: it may be sent again although the server may have got it. */
  readonly repeatable?: true;
}

const IDENT = { language: 'cpp', pid: process.pid } as const;
/** What `get_attribute_config` takes for "all", from IDL 3 on. */
const ALL_ATTRIBUTES = 'All attributes_3';
const NOTHING = (): void => {};

export const PING: Request<void> = { operation: 'ping', decode: NOTHING, repeatable: true };
export const STATE: Request<DevState> = { operation: '_get_state', decode: readDevState, repeatable: true };
export const STATUS: Request<string> = {
  operation: '_get_status',
  decode: (reader) => reader.string(),
  repeatable: true,
};
export const COMMAND_LIST: Request<CommandInfo[]> = {
  operation: 'command_list_query_2',
  decode: readDevCmdInfo2List,
  repeatable: true,
};

/** Whether the object is of this interface or one derived of it. */
export function isA(typeId: string): Request<boolean> {
  return {
    operation: '_is_a',
    encode: (writer) => writer.string(typeId),
    decode: (reader) => reader.bool(),
    repeatable: true,
  };
}

export function deviceInfo(idl: number): Request<DeviceInfo> {
  return idl >= 6
    ? { operation: 'info_6', decode: readDevInfo6, repeatable: true }
    : { operation: 'info_3', decode: readDevInfo3, repeatable: true };
}

export function attributeConfigs(idl: number, names: readonly string[] | undefined): Request<AttributeConfig[]> {
  const encode = (writer: CdrWriter): void => writer.strings(names ?? [ALL_ATTRIBUTES]);
  return idl >= 5
    ? { operation: 'get_attribute_config_5', encode, decode: readAttributeConfig5List, repeatable: true }
    : { operation: 'get_attribute_config_3', encode, decode: readAttributeConfig3List, repeatable: true };
}

export function readAttributes(idl: number, names: readonly string[], source: DevSource): Request<AttributeValue[]> {
  const encode = (writer: CdrWriter): void => {
    writer.strings(names);
    writeDevSource(writer, source);
    if (idl >= 4) writeClientIdent(writer, IDENT);
  };
  if (idl >= 5) return { operation: 'read_attributes_5', encode, decode: readAttributeValue5List, repeatable: true };
  if (idl === 4) return { operation: 'read_attributes_4', encode, decode: readAttributeValue4List, repeatable: true };
  return { operation: 'read_attributes_3', encode, decode: readAttributeValue3List, repeatable: true };
}

export function writeAttributes(idl: number, writes: readonly AttributeWrite[]): Request<void> {
  if (idl < 4) {
    const encode = (writer: CdrWriter): void => writer.sequence(writes, writeAttributeValue3);
    return { operation: 'write_attributes_3', encode, decode: NOTHING };
  }
  const encode = (writer: CdrWriter): void => {
    writer.sequence(writes, writeAttributeValue4);
    writeClientIdent(writer, IDENT);
  };
  return { operation: 'write_attributes_4', encode, decode: NOTHING };
}

/** From IDL 5 on: one call that nothing comes between. */
export function writeReadAttributes(
  writes: readonly AttributeWrite[],
  names: readonly string[],
): Request<AttributeValue[]> {
  const encode = (writer: CdrWriter): void => {
    writer.sequence(writes, writeAttributeValue4);
    writer.strings(names);
    writeClientIdent(writer, IDENT);
  };
  return { operation: 'write_read_attributes_5', encode, decode: readAttributeValue5List };
}

export interface CommandCall {
  readonly name: string;
  readonly inType: number;
  /** Checked already. */
  readonly argument: unknown;
}

export function executeCommand(idl: number, call: CommandCall, source: DevSource = 'DEV'): Request<unknown> {
  const encode = (writer: CdrWriter): void => {
    writer.string(call.name);
    writeAny(writer, call.inType, call.argument);
    writeDevSource(writer, source);
    if (idl >= 4) writeClientIdent(writer, IDENT);
  };
  return { operation: idl >= 4 ? 'command_inout_4' : 'command_inout_2', encode, decode: readAny };
}
