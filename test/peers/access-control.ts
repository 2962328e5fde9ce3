import type { DebianDatabase } from './debian-database.ts';
import { type DeviceServer, serverArguments, startDeviceServer } from './device-server.ts';
import { PeerProcess } from './peer.ts';
import { runPython } from './python.ts';

export interface AccessRight {
  /** Login name, or `*` for everybody who is not named. */
  readonly user: string;
  /** A pattern such as `*\/*\/*`; all devices by default. */
  readonly device?: string;
  /** An IPv4 pattern such as `127.0.0.*`; all addresses by default. */
  readonly address?: string;
  readonly right: 'read' | 'write';
}

/** TangoAccessControl beside a database. Every client asks it, once it is registered there. */
export interface AccessControl {
  readonly server: DeviceServer;
  /** Names it in the database: from now on clients obey it. Registered and not running means read-only for all. */
  register(): Promise<void>;
  unregister(): Promise<void>;
  grant(rights: readonly AccessRight[]): Promise<void>;
  /** Takes away every right of a user, who then has those of `*`. */
  revoke(user: string): Promise<void>;
  /** Commands of a class that a reader may run too. */
  allowCommands(deviceClass: string, commands: readonly string[]): Promise<void>;
  /** Unregisters it, then ends it. */
  stop(): Promise<void>;
}

const DEVICE = { name: 'sys/access_control/1', class: 'TangoAccessControl' };

/** Starts and registers TangoAccessControl; users without a right here may write. */
export async function startAccessControl(
  db: DebianDatabase,
  rights: readonly AccessRight[] = [],
): Promise<AccessControl> {
  const placement = { db, instance: '1', register: false, devices: [DEVICE] };
  const server = await startDeviceServer('TangoAccessControl', placement, (port) =>
    PeerProcess.start({
      name: 'TangoAccessControl',
      command: '/usr/lib/tango/TangoAccessControl',
      args: ['1', ...serverArguments(placement, port)],
      // Registered and not running it may not even export itself.
      env: { TANGO_HOST: db.tangoHost, HOME: db.home, SUPER_TANGO: 'true' },
      ready: 'Ready to accept request',
    }),
  );
  const control = controlOf(db, server);
  await control.grant(rights);
  await control.register();
  return control;
}

function command(name: string, ...argument: readonly (string | readonly string[])[]): string {
  return `ac.command_inout(${[name, ...argument].map((value) => JSON.stringify(value)).join(', ')})`;
}

function controlOf(db: DebianDatabase, server: DeviceServer): AccessControl {
  const execute = async (statements: readonly string[]): Promise<void> => {
    const script = ['import tango', `ac = tango.DeviceProxy("${DEVICE.name}")`, ...statements].join('\n');
    await runPython(db, script, { superTango: true, python: 'debian' });
  };
  const unregister = (): Promise<void> => execute([command('UnregisterService')]);
  return {
    server,
    register: () => execute([command('RegisterService')]),
    unregister,
    grant: (rights) =>
      execute(
        rights.flatMap(({ user, device = '*/*/*', address = '*.*.*.*', right }) => [
          command('AddAddressForUser', [user, address]),
          command('AddDeviceForUser', [user, device, right]),
        ]),
      ),
    revoke: (user) => execute([command('RemoveUser', user)]),
    allowCommands: (deviceClass, commands) =>
      execute([
        `tango.Database().put_class_property(${JSON.stringify(deviceClass)}, {"AllowedAccessCmd": ${JSON.stringify(commands)}})`,
      ]),
    stop: async () => {
      if (server.running) await unregister();
      await server.stop();
    },
  };
}
