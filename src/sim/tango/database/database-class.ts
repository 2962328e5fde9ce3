import { type DeviceClass, deviceClass } from '../device/device-class.ts';
import { aliasCommands } from './alias-commands.ts';
import { attributePropertyCommands } from './attribute-property-commands.ts';
import { deviceCommands } from './device-commands.ts';
import type { Directory } from './directory.ts';
import { listCommands } from './list-commands.ts';
import { propertyCommands } from './property-commands.ts';

/** The Tango class DataBase over a directory: queries, properties and aliases. It registers no servers. */
export function databaseClass(directory: Directory): DeviceClass {
  return deviceClass({
    name: 'DataBase',
    model: () => directory,
    commands: {
      ...listCommands,
      ...deviceCommands,
      ...aliasCommands,
      ...propertyCommands,
      ...attributePropertyCommands,
    },
  });
}
