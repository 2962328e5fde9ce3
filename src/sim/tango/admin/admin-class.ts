import { type DeviceClass, deviceClass } from '../device/device-class.ts';
import { DevFailed } from '../device/dev-failed.ts';

/** What an admin device is asked of its server. */
export interface Administered {
  readonly plan: { readonly name: string; readonly devices: readonly { name: string; class: DeviceClass }[] };
  restart(device: string): boolean;
  restartAll(): void;
}

/** DServer, as far as clients need it: what the server holds, what is polled (nothing), and restarts. */
export function adminClass(server: Administered): DeviceClass {
  const { devices } = server.plan;
  const classes = [...new Set(devices.map((device) => device.class.name))];
  const requireClass = (name: string): readonly string[] => {
    if (classes.some((each) => each.toLowerCase() === name.toLowerCase())) return [];
    throw new DevFailed('API_ClassNotFound', `The server has no class ${name}`, server.plan.name);
  };
  const requireDevice = (name: string): void => {
    if (devices.some((each) => each.name.toLowerCase() === name.toLowerCase())) return;
    throw deviceNotFound(name, server.plan.name);
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
      QueryWizardClassProperty: {
        in: 'DevString',
        out: 'DevVarStringArray',
        run: (_, name) => requireClass(name),
      },
      QueryWizardDevProperty: { in: 'DevString', out: 'DevVarStringArray', run: (_, name) => requireClass(name) },
      PolledDevice: { out: 'DevVarStringArray', run: () => [] },
      DevPollStatus: {
        in: 'DevString',
        out: 'DevVarStringArray',
        run(_, name) {
          requireDevice(name);
          return [];
        },
      },
      DevLockStatus: {
        in: 'DevString',
        out: 'DevVarLongStringArray',
        run(_, name) {
          requireDevice(name);
          return {
            lvalue: Int32Array.of(0, 0, 0, 0, 0, 0),
            svalue: [`Device ${name} is not locked`, 'Not defined', 'Not defined'],
          };
        },
      },
      DevRestart: {
        in: 'DevString',
        run(administered, name) {
          if (!administered.restart(name)) throw deviceNotFound(name, server.plan.name);
        },
      },
      RestartServer: { run: (administered) => administered.restartAll() },
    },
  });
}

function deviceNotFound(name: string, server: string): DevFailed {
  return new DevFailed('API_DeviceNotFound', `The server has no device ${name}`, server);
}
