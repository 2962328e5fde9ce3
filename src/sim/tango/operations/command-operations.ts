import {
  readClientIdent,
  readDevSource,
  readTypedAny,
  writeDevCmdInfo,
  writeDevCmdInfo2,
  writeDevCmdInfo2List,
  writeNamedAny,
} from '@devgen/runtime/tango/codec';
import { notPolled } from './attribute-operations.ts';
import type { Operations } from './operation.ts';

export const commandOperations: Operations = {
  async command_inout_4(device, parameters, caller) {
    const name = parameters.string();
    const argument = readTypedAny(parameters);
    readDevSource(parameters);
    const ident = readClientIdent(parameters);
    device.blackBox.record(`Operation command_inout_4 (cmd = ${name})`, caller, ident);
    const { outType } = device.command(name).info;
    const result = await device.execute(name, argument);
    return (writer) => writeNamedAny(writer, outType, result);
  },

  command_list_query_2(device, _, caller) {
    device.blackBox.record('Operation command_list_query_2', caller);
    return (writer) => writeDevCmdInfo2List(writer, device.commandInfos());
  },

  command_query_2(device, parameters, caller) {
    const { info } = device.command(parameters.string());
    device.blackBox.record('Operation command_query_2', caller);
    return (writer) => writeDevCmdInfo2(writer, info);
  },

  /** Of IDL 1: asked by clients that look what a database can. */
  command_query(device, parameters, caller) {
    const { info } = device.command(parameters.string());
    device.blackBox.record('Operation command_query', caller);
    return (writer) => writeDevCmdInfo(writer, info);
  },

  command_inout_history_4(device, parameters) {
    const { info } = device.command(parameters.string());
    throw notPolled('API_CmdNotPolled', info.name, device.setting.name);
  },
};
