import {
  type DeviceServer,
  type Placement,
  serverArguments,
  serverEnvironment,
  startDeviceServer,
} from './device-server.ts';
import { PeerProcess } from './peer.ts';
import type { TangoDatabase } from './tango-database.ts';

export interface TangoTestOptions {
  readonly instance?: string;
  /** By default sys/tg_test/1, which every database has from its schema. Each device takes about 40 MB. */
  readonly devices?: readonly string[];
}

/** Starts Debian's C++ TangoTest (IDL 5), on a database or, without one, by host and port. */
export function startTangoTest(db: TangoDatabase | undefined, options: TangoTestOptions = {}): Promise<DeviceServer> {
  const { instance = 'test', devices = ['sys/tg_test/1'] } = options;
  const placement: Placement = {
    ...(db && { db }),
    instance,
    devices: devices.map((name) => ({ name, class: 'TangoTest' })),
  };
  return startDeviceServer('TangoTest', placement, (port) =>
    PeerProcess.start({
      name: `TangoTest/${instance}`,
      command: '/usr/lib/tango/TangoTest',
      args: [instance, ...serverArguments(placement, port)],
      env: serverEnvironment(placement),
      ready: 'Ready to accept request',
    }),
  );
}
