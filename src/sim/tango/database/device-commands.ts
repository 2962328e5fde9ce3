import { DevFailed } from '../device/dev-failed.ts';
import type { Commands } from '../device/device-class.ts';
import type { DeviceRow, Directory } from './directory.ts';
import { distinct } from './pattern.ts';
import { selectDevices } from './select.ts';

const ORIGIN = 'DataBase';

/** What the database knows of one device, or in one answer of all. */
export const deviceCommands: Commands<Directory> = {
  DbImportDevice: {
    in: 'DevString',
    out: 'DevVarLongStringArray',
    inDescription: 'Device name or alias',
    outDescription: 'Name, object reference, version, server, host, class; exported, pid',
    run(directory, name) {
      const row = required(directory, name);
      const svalue = [name.toLowerCase(), row.ior, row.version, row.server, row.host, row.class];
      return { lvalue: exportOf(row), svalue };
    },
  },
  DbGetDeviceInfo: {
    in: 'DevString',
    out: 'DevVarLongStringArray',
    outDescription: 'Name, object reference, version, server, host, started, stopped, class; exported, pid',
    run(directory, name) {
      const row = required(directory, name);
      const dates = [dateText(row.started), dateText(row.stopped)];
      const svalue = [name.toLowerCase(), row.ior, row.version, row.server, row.host, ...dates, row.class];
      return { lvalue: exportOf(row), svalue };
    },
  },
  DbGetClassForDevice: { in: 'DevString', out: 'DevString', run: classOf },
  DbGetClassInheritanceForDevice: {
    in: 'DevString',
    out: 'DevVarStringArray',
    run(directory, name) {
      const deviceClass = classOf(directory, name);
      return [deviceClass, ...(directory.classProperties.get(deviceClass, 'InheritedFrom') ?? [])];
    },
  },
  DbGetServerInfo: { in: 'DevString', out: 'DevVarStringArray', run: (_, server) => [server, ' ', ' ', ' '] },
  DbGetForwardedAttributeListForDevice: { in: 'DevString', out: 'DevVarStringArray', run: () => [] },
  DbGetCSDbServerList: { out: 'DevVarStringArray', run: () => [] },
  DbMySqlSelect: {
    in: 'DevString',
    out: 'DevVarLongStringArray',
    inDescription: 'SELECT columns FROM device [WHERE exported = 0 or 1]',
    outDescription: 'A flag a cell, 0 where it is null, then rows and columns; cells row by row',
    run: selectDevices,
  },
  DbInfo: {
    out: 'DevVarStringArray',
    run(directory) {
      const rows = directory.devices();
      const exported = rows.filter((row) => row.exported);
      return [
        'TANGO Database sys/database/2',
        ' ',
        `Running since ${new Date(directory.started).toISOString().slice(0, 19).replace('T', ' ')}`,
        ' ',
        `Devices defined  = ${rows.length}`,
        `Devices exported  = ${exported.length}`,
        `Device servers defined  = ${serversOf(rows)}`,
        `Device servers exported  = ${serversOf(exported)}`,
        ' ',
        `Device properties defined  = ${directory.deviceProperties.size} [History lgth = 0]`,
        `Class properties defined  = ${directory.classProperties.size} [History lgth = 0]`,
        `Device attribute properties defined  = ${directory.attributeProperties.size} [History lgth = 0]`,
        `Class attribute properties defined  = ${directory.classAttributeProperties.size} [History lgth = 0]`,
        `Object properties defined  = ${directory.properties.size} [History lgth = 0]`,
      ];
    },
  },
};

/** By name or alias. Throws `DB_DeviceNotDefined`. */
function required(directory: Directory, name: string): DeviceRow {
  const row = directory.device(name) ?? directory.byAlias(name);
  if (row !== undefined) return row;
  throw new DevFailed('DB_DeviceNotDefined', `The database has no device ${name}`, ORIGIN);
}

function classOf(directory: Directory, name: string): string {
  const row = directory.device(name);
  if (row !== undefined) return row.class;
  throw new DevFailed('DB_IncorrectArguments', `No class of ${name} is known`, ORIGIN);
}

function exportOf({ exported, pid }: DeviceRow): Int32Array {
  return Int32Array.of(exported ? 1 : 0, pid);
}

function dateText(time: number | undefined): string {
  return time === undefined ? '?' : new Date(time).toUTCString();
}

function serversOf(rows: readonly DeviceRow[]): number {
  return distinct(rows.map(({ server }) => server)).length;
}
