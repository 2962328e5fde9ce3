import { basename, join } from 'node:path';
import {
  type DeviceServer,
  type Placement,
  serverArguments,
  serverEnvironment,
  startDeviceServer,
} from './device-server.ts';
import { debianPython, python, required } from './install/cache.js';
import { PeerProcess } from './peer.ts';

export interface PyServerOptions extends Placement {
  /** `pytango` (10.3, IDL 6) by default; `debian` is PyTango 9.3, whose devices are of IDL 3, 4 or 5. */
  readonly python?: 'pytango' | 'debian';
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Starts a Python device server: a file of test/peers/servers, or any path. Tango names the server after the file:
 * `all_types.py` is the executable `all_types`.
 */
export function startPyServer(script: string, options: PyServerOptions): Promise<DeviceServer> {
  const path = script.includes('/') ? script : join(import.meta.dirname, 'servers', script);
  const executable = basename(path, '.py');
  const interpreter = options.python === 'debian' ? debianPython : python;
  const classes = [...new Set(options.devices.map((device) => device.class))];
  if (!options.db && classes.length > 1) throw new Error('Without a database a server has devices of one class.');
  return startDeviceServer(executable, options, (port, instance) =>
    PeerProcess.start({
      name: `${executable}/${instance}`,
      command: required(interpreter, 'PyTango'),
      args: ['-u', path, instance, ...serverArguments(options, port)],
      env: {
        ...serverEnvironment(options),
        PEER_CLASSES: classes.join(','),
        PYTHONDONTWRITEBYTECODE: '1',
        ...options.env,
      },
      ready: 'Ready to accept request',
    }),
  );
}
