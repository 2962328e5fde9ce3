import { DevFailed } from '../device/dev-failed.ts';
import { type DeviceClass, deviceClass } from '../device/device-class.ts';
import type { ServedDevice } from '../device/served-device.ts';

/** What an admin device asks of its server. */
export interface Administered {
  readonly plan: {
    readonly name: string;
    readonly devices: readonly { readonly name: string; readonly class: DeviceClass }[];
  };
  find(device: string): ServedDevice | undefined;
  restart(device: ServedDevice): void;
}

/** DServer, as far as clients need it: what the server holds, restarts, and that nothing is polled or pushed. */
export function adminClass(server: Administered): DeviceClass {
  const { name: origin, devices } = server.plan;
  const classes = [...new Set(devices.map((device) => device.class.name))];
  const find = (name: string): ServedDevice => {
    const found = server.find(name);
    if (found !== undefined) return found;
    throw new DevFailed('API_DeviceNotFound', `The server has no device ${name}`, origin);
  };
  /** No class tells its properties. */
  const propertiesOf = (_: Administered, name: string): readonly string[] => {
    if (classes.some((each) => each.toLowerCase() === name.toLowerCase())) return [];
    throw new DevFailed('API_ClassNotFound', `The server has no class ${name}`, origin);
  };
  return deviceClass({
    name: 'DServer',
    model: () => server,
    status: () => 'The device is ON\nThe polling is OFF',
    commands: {
      QueryClass: { out: 'DevVarStringArray', run: () => classes },
      QueryDevice: {
        out: 'DevVarStringArray',
        run: () => devices.map((device) => `${device.class.name}::${device.name}`),
      },
      QuerySubDevice: { out: 'DevVarStringArray', run: () => [] },
      QueryWizardClassProperty: { in: 'DevString', out: 'DevVarStringArray', run: propertiesOf },
      QueryWizardDevProperty: { in: 'DevString', out: 'DevVarStringArray', run: propertiesOf },
      PolledDevice: { out: 'DevVarStringArray', run: () => [] },
      DevPollStatus: {
        in: 'DevString',
        out: 'DevVarStringArray',
        run(_, name) {
          find(name);
          return [];
        },
      },
      DevLockStatus: {
        in: 'DevString',
        out: 'DevVarLongStringArray',
        run(_, name) {
          const svalue = [`Device ${find(name).setting.name} is not locked`, 'Not defined', 'Not defined'];
          return { lvalue: new Int32Array(6), svalue };
        },
      },
      ZmqEventSubscriptionChange: {
        in: 'DevVarStringArray',
        out: 'DevVarLongStringArray',
        inDescription: 'Device, attribute, subscribe, event, version',
        run(_, [device = '', attribute = '']) {
          find(device).attributes([attribute]);
          throw new DevFailed('API_AttributePollingNotStarted', `Nobody polls or pushes ${attribute}`, origin);
        },
      },
      DevRestart: { in: 'DevString', run: (_, name) => server.restart(find(name)) },
      RestartServer: {
        run() {
          for (const { name } of devices) server.restart(find(name));
        },
      },
    },
  });
}
