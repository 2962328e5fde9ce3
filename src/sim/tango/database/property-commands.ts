import type { Commands } from '../device/device-class.ts';
import type { Directory } from './directory.ts';
import type { PropertyTable } from './property-table.ts';
import { TextList } from './text-list.ts';

type TableOf = (directory: Directory) => PropertyTable;

/**
 * Properties are told as `[object, n, (name, count, value...)...]`. For one without values some databases add a value
 * that means nothing (`padded`).
 */
function get(tableOf: TableOf, padded: boolean): Commands<Directory>[string] {
  return {
    in: 'DevVarStringArray',
    out: 'DevVarStringArray',
    inDescription: 'Object, then properties',
    outDescription: 'Object, number of properties, then name, number of values and values of each',
    run(directory, [object = '', ...names]) {
      const each = names.flatMap((name) => {
        const values = tableOf(directory).get(object, name) ?? [];
        return [name, String(values.length), ...(values.length === 0 && padded ? [' '] : values)];
      });
      return [object, String(names.length), ...each];
    },
  };
}

function put(tableOf: TableOf): Commands<Directory>[string] {
  return {
    in: 'DevVarStringArray',
    inDescription: 'Object, number of properties, then name, number of values and values of each',
    run(directory, told) {
      const texts = new TextList(told);
      const object = texts.text();
      texts.times(() => tableOf(directory).put(object, texts.text(), texts.texts()));
    },
  };
}

function remove(tableOf: TableOf): Commands<Directory>[string] {
  return {
    in: 'DevVarStringArray',
    inDescription: 'Object, then properties',
    run(directory, [object = '', ...names]) {
      for (const name of names) tableOf(directory).delete(object, name);
    },
  };
}

function list(tableOf: TableOf): Commands<Directory>[string] {
  return {
    in: 'DevVarStringArray',
    out: 'DevVarStringArray',
    inDescription: 'Object, filter',
    run: (directory, [object = '', filter = '*']) => tableOf(directory).names(object, filter),
  };
}

const free: TableOf = ({ properties }) => properties;
const ofClass: TableOf = ({ classProperties }) => classProperties;
const ofDevice: TableOf = ({ deviceProperties }) => deviceProperties;

/** Properties of free objects, classes and devices. */
export const propertyCommands: Commands<Directory> = {
  DbGetProperty: get(free, true),
  DbPutProperty: put(free),
  DbDeleteProperty: remove(free),
  DbGetPropertyList: list(free),
  DbGetObjectList: {
    in: 'DevString',
    out: 'DevVarStringArray',
    run: ({ properties }, filter) => properties.objects(filter),
  },
  DbGetClassProperty: get(ofClass, false),
  DbPutClassProperty: put(ofClass),
  DbDeleteClassProperty: remove(ofClass),
  DbGetClassPropertyList: {
    in: 'DevString',
    out: 'DevVarStringArray',
    run: ({ classProperties }, name) => classProperties.names(name),
  },
  DbGetDeviceProperty: get(ofDevice, true),
  DbPutDeviceProperty: put(ofDevice),
  DbDeleteDeviceProperty: remove(ofDevice),
  DbGetDevicePropertyList: list(ofDevice),
};
