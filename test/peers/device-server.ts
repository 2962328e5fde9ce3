import type { PeerProcess } from './peer.ts';
import { onFreePort } from './port.ts';
import { RestartablePeer } from './restartable-peer.ts';
import type { DeviceEntry, TangoDatabase } from './tango-database.ts';

/** Where a server's devices are registered: in a database, or nowhere (`nodb`), reached by host and port alone. */
export interface Placement {
  readonly db?: TangoDatabase;
  readonly instance?: string;
  readonly devices: readonly DeviceEntry[];
  /** `false` when the devices are in the database already. */
  readonly register?: boolean;
}

/** One process with devices. */
export class DeviceServer extends RestartablePeer {
  readonly host = '127.0.0.1';
  readonly port: number;
  /** `Exec/instance` */
  readonly server: string;
  readonly devices: readonly string[];
  readonly #db: TangoDatabase | undefined;

  constructor(
    running: PeerProcess,
    start: () => Promise<PeerProcess>,
    served: { readonly port: number; readonly server: string; readonly placement: Placement },
  ) {
    super(running, start);
    this.port = served.port;
    this.server = served.server;
    this.devices = served.placement.devices.map((device) => device.name);
    this.#db = served.placement.db;
  }

  /** The full address of one of its devices, by default of the first: with the database's host, or with `#dbase=no`. */
  address(device: string = this.devices[0] ?? ''): string {
    if (this.#db) return `tango://${this.#db.tangoHost}/${device}`;
    return `tango://${this.host}:${this.port}/${device}#dbase=no`;
  }
}

/** Registers the devices and starts the process. A restart keeps the port. */
export async function startDeviceServer(
  executable: string,
  placement: Placement,
  startProcess: (port: number, instance: string) => Promise<PeerProcess>,
): Promise<DeviceServer> {
  const { db, instance = 'test' } = placement;
  const server = `${executable}/${instance}`;
  if (db && placement.register !== false) await db.register(server, placement.devices);
  const started = await onFreePort(async (port) => {
    const start = (): Promise<PeerProcess> => startProcess(port, instance);
    return new DeviceServer(await start(), start, { port, server, placement });
  });
  db?.serves(started);
  return started;
}

/** What every C++ and Python server takes on its command line; `-nodb` names the devices there. */
export function serverArguments(placement: Placement, port: number): readonly string[] {
  const endPoint = ['-ORBendPoint', `giop:tcp:127.0.0.1:${port}`];
  if (placement.db) return endPoint;
  return [...endPoint, '-nodb', '-dlist', placement.devices.map((device) => device.name).join(',')];
}

export function serverEnvironment(placement: Placement): Readonly<Record<string, string>> {
  return placement.db ? { TANGO_HOST: placement.db.tangoHost } : {};
}
