import { DevFailed } from '../device/dev-failed.ts';
import type { Commands } from '../device/device-class.ts';
import type { Directory } from './directory.ts';

const failed = (reason: string, description: string): DevFailed => new DevFailed(reason, description, 'DataBase');

/** Second names of devices. Attributes have none here. */
export const aliasCommands: Commands<Directory> = {
  DbGetAliasDevice: {
    in: 'DevString',
    out: 'DevString',
    run(directory, alias) {
      const row = directory.byAlias(alias);
      if (row !== undefined) return row.name;
      throw failed('DB_DeviceNotDefined', `No device has the alias ${alias}`);
    },
  },
  DbGetDeviceAlias: {
    in: 'DevString',
    out: 'DevString',
    run(directory, name) {
      const alias = directory.device(name)?.alias;
      if (alias !== undefined) return alias;
      throw failed('DB_AliasNotDefined', `The device ${name} has no alias`);
    },
  },
  DbPutDeviceAlias: {
    in: 'DevVarStringArray',
    inDescription: 'Device, alias',
    run(directory, [name = '', alias = '']) {
      const owner = directory.byAlias(alias);
      if (owner !== undefined && owner !== directory.device(name)) {
        throw failed('DB_SQLError', `The alias ${alias} is that of ${owner.name}`);
      }
      directory.setAlias(name, alias);
    },
  },
  DbDeleteDeviceAlias: {
    in: 'DevString',
    run(directory, alias) {
      const row = directory.byAlias(alias);
      if (row !== undefined) directory.setAlias(row.name, undefined);
    },
  },
  DbGetAttributeAliasList: { in: 'DevString', out: 'DevVarStringArray', run: () => [] },
  DbGetAliasAttribute: {
    in: 'DevString',
    out: 'DevString',
    run(_, alias) {
      throw failed('DB_SQLError', `No attribute has the alias ${alias}`);
    },
  },
  DbGetAttributeAlias2: {
    in: 'DevString',
    out: 'DevString',
    run(_, attribute) {
      throw failed('DB_SQLError', `The attribute ${attribute} has no alias`);
    },
  },
};
