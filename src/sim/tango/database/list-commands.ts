import type { CommandDeclaration } from '../device/command-declaration.ts';
import type { Commands } from '../device/device-class.ts';
import type { DeviceRow, Directory } from './directory.ts';
import { distinct, pattern } from './pattern.ts';

type Command = CommandDeclaration<Directory>;

/** Names out of the device table: what they are made of, and which the filter leaves. */
function listed(
  nameOf: (row: DeviceRow) => string | undefined,
  only: (row: DeviceRow) => boolean = () => true,
): Command {
  return {
    in: 'DevString',
    out: 'DevVarStringArray',
    inDescription: 'Filter, * for any text',
    run: (directory, filter) =>
      distinct(
        directory
          .devices()
          .filter(only)
          .map(nameOf)
          .filter((name) => name !== undefined)
          .filter(pattern(filter)),
      ),
  };
}

/** Names of devices that are like the one given: a part of each, of those whose parts before it match. */
function parts(depth: 0 | 1 | 2): Command {
  return {
    in: 'DevString',
    out: 'DevVarStringArray',
    inDescription: 'Filter of the name up to this field',
    run(directory, filter) {
      const matches = pattern(filter);
      const heads = directory.devices().map(({ name }) => name.split('/').slice(0, depth + 1));
      return distinct(heads.filter((head) => matches(head.join('/'))).map((head) => head[depth] ?? ''));
    },
  };
}

/** What is known of the rows that a name selects. */
function of(select: (row: DeviceRow, name: string) => boolean, tell: (row: DeviceRow) => string): Command {
  return {
    in: 'DevString',
    out: 'DevVarStringArray',
    run: (directory, name) =>
      distinct(
        directory
          .devices()
          .filter((row) => select(row, name))
          .map(tell),
      ),
  };
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const executable = ({ server }: DeviceRow): string => server.split('/')[0] ?? '';

/** Lists of names, each sorted. */
export const listCommands: Commands<Directory> = {
  DbGetDeviceWideList: listed(({ name }) => name),
  DbGetDeviceExportedList: listed(
    ({ name }) => name,
    ({ exported }) => exported,
  ),
  DbGetDeviceDomainList: parts(0),
  DbGetDeviceFamilyList: parts(1),
  DbGetDeviceMemberList: parts(2),
  DbGetClassList: listed((row) => row.class),
  DbGetServerList: listed(({ server }) => server),
  DbGetServerNameList: listed(executable),
  DbGetHostList: listed(({ host }) => host),
  DbGetDeviceAliasList: listed(({ alias }) => alias),
  DbGetInstanceNameList: of(
    (row, name) => same(executable(row), name),
    ({ server }) => server.split('/')[1] ?? '',
  ),
  DbGetHostServerList: of(
    ({ host }, filter) => pattern(filter)(host),
    ({ server }) => server,
  ),
  DbGetDeviceServerClassList: of(
    ({ server }, name) => same(server, name),
    (row) => row.class,
  ),
  DbGetExportdDeviceListForClass: of(
    (row, filter) => row.exported && pattern(filter)(row.class),
    ({ name }) => name,
  ),
  DbGetDeviceList: {
    in: 'DevVarStringArray',
    out: 'DevVarStringArray',
    inDescription: 'Server, class; filters',
    run(directory, [server = '', deviceClass = '']) {
      const [isServer, isClass] = [pattern(server), pattern(deviceClass)];
      const rows = directory.devices().filter((row) => isServer(row.server) && isClass(row.class));
      return distinct(rows.map(({ name }) => name));
    },
  },
  DbGetDeviceClassList: {
    in: 'DevString',
    out: 'DevVarStringArray',
    inDescription: 'Server',
    outDescription: 'Device and class, in turn',
    run(directory, server) {
      const rows = directory.devices().filter((row) => same(row.server, server));
      return distinct(rows.map(({ name }) => name)).flatMap((name) => [name, directory.device(name)?.class ?? '']);
    },
  },
};
