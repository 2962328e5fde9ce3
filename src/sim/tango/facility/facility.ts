import { databaseClass } from '../database/database-class.ts';
import { Directory } from '../database/directory.ts';
import type { Clock } from '../device/clock.ts';
import { DeviceServer, type ServerSetting } from './device-server.ts';
import { checkPlan, type FacilityPlan, type PropertyValues, type ServerPlan } from './plan.ts';
import type { PropertyTable } from '../database/property-table.ts';

export interface FacilityOptions {
  /** Address of this machine to listen on; loopback when absent. */
  readonly host?: string;
  /** Of the database; one that is free when absent. */
  readonly port?: number;
  /** The machine's when absent. */
  readonly clock?: Clock;
}

/** Where clients look for the database: an object of this key, without asking anybody. */
const DATABASE_KEY = new TextEncoder().encode('database');
const DATABASE = 'sys/database/2';

/** A Tango facility in this process: a database and the device servers of a plan, each on a port of its own. */
export class Facility {
  readonly #setting: Omit<ServerSetting, 'port'>;
  readonly #database: DeviceServer;
  readonly #servers = new Map<string, DeviceServer>();
  /** Changes follow each other. */
  #last: Promise<void> = Promise.resolve();

  private constructor(setting: Omit<ServerSetting, 'port'>, database: DeviceServer) {
    this.#setting = setting;
    this.#database = database;
  }

  /** @internal Use {@link startFacility}. */
  static async start(plan: FacilityPlan, options: FacilityOptions): Promise<Facility> {
    const { host = '127.0.0.1', port = 0, clock = Date.now } = options;
    const directory = new Directory(clock);
    const setting = { host, clock, directory };
    const database: ServerPlan = {
      name: 'DataBaseds/2',
      devices: [{ name: DATABASE, class: databaseClass(directory) }],
    };
    define(directory, database);
    const server = await DeviceServer.start(database, { ...setting, port }, { [DATABASE]: DATABASE_KEY });
    const facility = new Facility(setting, server);
    try {
      await facility.change(plan);
    } catch (error) {
      await facility.close();
      throw error;
    }
    return facility;
  }

  /** `HOST:PORT`, as clients have it in TANGO_HOST. */
  get tangoHost(): string {
    const { host, port } = this.#database.address;
    return `${host}:${port}`;
  }

  /** Clients that are connected to any of its servers. */
  get connections(): number {
    return this.#all().reduce((sum, server) => sum + server.connections, 0);
  }

  /**
   * Makes it the facility of another plan, as restarts would: servers whose plan is another object stop and start again,
   * on other ports and with other object keys; what the plan lacks leaves the database. The others go on undisturbed.
   */
  async change(plan: FacilityPlan): Promise<void> {
    checkPlan(plan);
    await this.#next(() => this.#change(plan));
  }

  /** Ends every server and says goodbye to their clients; safe to call again. */
  close(): Promise<void> {
    return this.#next(async () => {
      await Promise.all(this.#all().map((server) => server.close()));
    });
  }

  #next(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }

  async #change(plan: FacilityPlan): Promise<void> {
    const { directory } = this.#setting;
    const next = new Map(plan.servers.map((server) => [server.name, server]));
    const changed = [...this.#servers.values()].filter((server) => next.get(server.plan.name) !== server.plan);
    await Promise.all(changed.map((server) => server.close()));
    for (const { plan: old } of changed) this.#servers.delete(old.name);
    const kept = new Set(
      [...next.values(), this.#database.plan].flatMap(devicesOf).map(({ name }) => name.toLowerCase()),
    );
    for (const { name } of directory.devices()) if (!kept.has(name.toLowerCase())) directory.remove(name);
    putAll(directory.properties, plan.properties);
    putAll(directory.classProperties, plan.classProperties);
    for (const server of plan.servers) await this.#begin(server);
  }

  async #begin(plan: ServerPlan): Promise<void> {
    if (this.#servers.has(plan.name)) return;
    define(this.#setting.directory, plan);
    if (plan.running === false) return;
    this.#servers.set(plan.name, await DeviceServer.start(plan, { ...this.#setting, port: 0 }));
  }

  #all(): readonly DeviceServer[] {
    return [...this.#servers.values(), this.#database];
  }
}

/** Resolves when everything answers. Rejects when the plan names something twice, or the port is taken. */
export function startFacility(plan: FacilityPlan, options: FacilityOptions = {}): Promise<Facility> {
  return Facility.start(plan, options);
}

function devicesOf({ name, devices }: ServerPlan): readonly { readonly name: string }[] {
  return [...devices, { name: `dserver/${name}` }];
}

function define(directory: Directory, { name: server, devices }: ServerPlan): void {
  for (const {
    name,
    class: { name: deviceClass },
    alias,
    properties,
  } of devices) {
    directory.define({ name, class: deviceClass, server, alias });
    putAll(directory.deviceProperties, { [name]: properties ?? {} });
  }
  directory.define({ name: `dserver/${server}`, class: 'DServer', server, alias: undefined });
}

function putAll(table: PropertyTable, objects: Readonly<Record<string, PropertyValues>> = {}): void {
  for (const [object, properties] of Object.entries(objects)) {
    for (const [name, values] of Object.entries(properties)) table.put(object, name, values);
  }
}
