import { TangoType } from '@devgen/runtime/tango/codec';
import { attributeConfig } from './attribute-config.ts';
import type { BoundAttribute, BoundCommand } from './behaviour.ts';
import { UNINITIALISED } from './command-declaration.ts';
import type { ServedDevice } from './served-device.ts';

/** State and Status, which every device shows as attributes. */
export function standardAttributes(device: ServedDevice): readonly BoundAttribute[] {
  const common = { quality: () => undefined, isAllowed: () => true };
  return [
    { ...common, config: attributeConfig('State', { type: 'DevState', read: () => 'ON' }), read: () => device.state() },
    {
      ...common,
      config: attributeConfig('Status', { type: 'DevString', read: () => '' }),
      read: () => device.status(),
    },
  ];
}

/** The commands of every device. */
export function standardCommands(device: ServedDevice): readonly BoundCommand[] {
  const { DevVoid, DevState, DevString } = TangoType;
  const command = (name: string, outType: number, outDescription: string, run: () => unknown): BoundCommand => ({
    info: { name, level: 'OPERATOR', tag: 0, inType: DevVoid, outType, inDescription: UNINITIALISED, outDescription },
    run,
    isAllowed: () => true,
  });
  return [
    command('Init', DevVoid, UNINITIALISED, () => device.start()),
    command('State', DevState, 'Device state', () => device.state()),
    command('Status', DevString, 'Device status', () => device.status()),
  ];
}
