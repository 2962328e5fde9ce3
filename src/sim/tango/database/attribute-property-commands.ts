import type { Commands } from '../device/device-class.ts';
import type { Directory } from './directory.ts';
import { distinct, pattern } from './pattern.ts';
import type { PropertyTable } from './property-table.ts';
import { TextList } from './text-list.ts';

type TableOf = (directory: Directory) => PropertyTable;

/** `[object, n, (attribute, m, (property, count, value...)...)...]` */
function get(tableOf: TableOf): Commands<Directory>[string] {
  return {
    in: 'DevVarStringArray',
    out: 'DevVarStringArray',
    inDescription: 'Object, then attributes',
    outDescription: 'Object, number of attributes, then name, number of properties and properties of each',
    run(directory, [object = '', ...attributes]) {
      const each = attributes.flatMap((attribute) => {
        const properties = [...tableOf(directory).of(`${object}/${attribute}`)];
        const values = properties.flatMap(([name, value]) => [name, String(value.length), ...value]);
        return [attribute, String(properties.length), ...values];
      });
      return [object, String(attributes.length), ...each];
    },
  };
}

function put(tableOf: TableOf): Commands<Directory>[string] {
  return {
    in: 'DevVarStringArray',
    inDescription: 'Object, number of attributes, then name, number of properties and properties of each',
    run(directory, told) {
      const texts = new TextList(told);
      const object = texts.text();
      texts.times(() => {
        const key = `${object}/${texts.text()}`;
        texts.times(() => tableOf(directory).put(key, texts.text(), texts.texts()));
      });
    },
  };
}

function remove(tableOf: TableOf): Commands<Directory>[string] {
  return {
    in: 'DevVarStringArray',
    inDescription: 'Object, attribute, then properties',
    run(directory, [object = '', attribute = '', ...names]) {
      for (const name of names) tableOf(directory).delete(`${object}/${attribute}`, name);
    },
  };
}

function list(tableOf: TableOf): Commands<Directory>[string] {
  return {
    in: 'DevVarStringArray',
    out: 'DevVarStringArray',
    inDescription: 'Object, filter',
    run(directory, [object = '', filter = '*']) {
      const prefix = `${object}/`;
      const attributes = tableOf(directory).objects(`${prefix}*`);
      return distinct(attributes.map((each) => each.slice(prefix.length))).filter(pattern(filter));
    },
  };
}

const ofDevice: TableOf = ({ attributeProperties }) => attributeProperties;
const ofClass: TableOf = ({ classAttributeProperties }) => classAttributeProperties;

/** Properties of attributes: kept and told, but a device's configuration is that of its class. */
export const attributePropertyCommands: Commands<Directory> = {
  DbGetDeviceAttributeProperty2: get(ofDevice),
  DbPutDeviceAttributeProperty2: put(ofDevice),
  DbDeleteDeviceAttributeProperty: remove(ofDevice),
  DbGetDeviceAttributeList: list(ofDevice),
  DbGetClassAttributeProperty2: get(ofClass),
  DbPutClassAttributeProperty2: put(ofClass),
  DbDeleteClassAttributeProperty: remove(ofClass),
  DbGetClassAttributeList: list(ofClass),
};
