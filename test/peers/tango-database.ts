import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Peer, PeerProcess } from './peer.ts';
import { RestartablePeer } from './restartable-peer.ts';

const run = promisify(execFile);

export interface DeviceEntry {
  readonly name: string;
  readonly class: string;
}

/** A database server. `stop` first stops the device servers that were started on it, then ends for good. */
export class TangoDatabase extends RestartablePeer {
  readonly host = '127.0.0.1';
  readonly port: number;
  /** Name of the database's own device. */
  readonly device: string;
  readonly #dependents = new Set<Peer>();
  readonly #removed: () => Promise<void>;

  constructor(
    running: PeerProcess,
    start: () => Promise<PeerProcess>,
    database: { readonly port: number; readonly device: string; readonly removed: () => Promise<void> },
  ) {
    super(running, start);
    this.port = database.port;
    this.device = database.device;
    this.#removed = database.removed;
  }

  /** `HOST:PORT`, as in the environment variable TANGO_HOST. */
  get tangoHost(): string {
    return `${this.host}:${this.port}`;
  }

  /** Adds a device server that must stop before the database does, since it un-exports itself there. */
  serves(server: Peer): void {
    this.#dependents.add(server);
  }

  /** Writes a server, `Exec/instance`, and its devices into the database; nothing is started. */
  async register(server: string, devices: readonly DeviceEntry[]): Promise<void> {
    for (const name of new Set(devices.map((device) => device.class))) {
      const members = devices.filter((device) => device.class === name).map((device) => device.name);
      // In parts: a client waits three seconds for the database, which a busy machine may need for hundreds.
      for (let start = 0; start < members.length; start += 50) {
        await this.#admin('--add-server', server, name, members.slice(start, start + 50).join(','));
      }
    }
  }

  /** Removes a server and its devices from the database. */
  unregister(server: string): Promise<void> {
    return this.#admin('--delete-server', server);
  }

  /** Writes a property of a device, which counts at the device's next start or `Init`. Values without commas. */
  putProperty(device: string, name: string, values: readonly string[]): Promise<void> {
    return this.#admin('--add-property', device, name, values.join(','));
  }

  override async stop(): Promise<void> {
    await Promise.all([...this.#dependents].map((server) => server.stop()));
    await super.stop();
    await this.#removed();
  }

  async #admin(...args: readonly string[]): Promise<void> {
    await run('tango_admin', args, { env: { ...process.env, TANGO_HOST: this.tangoHost }, timeout: 30_000 });
  }
}
