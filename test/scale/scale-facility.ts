import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { type CdrReader, printIor } from '@devgen/runtime/tango/codec';
import { databaseClass } from '../../src/sim/tango/database/database-class.ts';
import { Directory } from '../../src/sim/tango/database/directory.ts';
import type { DeviceClass } from '../../src/sim/tango/device/device-class.ts';
import { ServedDevice } from '../../src/sim/tango/device/served-device.ts';
import { DeviceServer } from '../../src/sim/tango/facility/device-server.ts';
import { newObjectKey } from '../../src/sim/tango/facility/object-key.ts';
import { Listener } from '../../src/sim/tango/orb/listener.ts';
import { type Answer, type Caller, ObjectAdapter, type Servant } from '../../src/sim/tango/orb/servant.ts';
import { scaleClass } from './scale-class.ts';
import type { ScaleDevice, ScaleServer } from './scale-plan.ts';

/** A request that reached a device, or the database. */
export interface Arrival {
  readonly host: string;
  readonly device: string;
  readonly operation: string;
  /** By `performance.now()`. */
  readonly at: number;
  /** Requests of the host that were not answered when this one came, and connections to its servers; itself counted. */
  readonly underWay: number;
  readonly connections: number;
}

/** Devices that are kept once they are made. */
const MADE = 2_000;
const DATABASE = 'sys/database/2';
const DATABASE_HOST = '127.0.0.1';

/**
 * A facility of a plan in this process, on addresses of 127.0.0.0/8, which Linux has all. Devices are made when they are
 * asked something, so that twenty thousand fit into one process.
 */
export class ScaleFacility {
  readonly arrivals: Arrival[] = [];
  /** Milliseconds that a device takes to answer. */
  readonly #latency: number;
  readonly #directory = new Directory(Date.now);
  readonly #listeners: Listener[] = [];
  readonly #silent: SilentServer[] = [];
  readonly #classes = new Map<number, DeviceClass>();
  readonly #devices = new Map<string, ServedDevice>();
  readonly #underWay = new Map<string, number>();
  #database!: DeviceServer;

  private constructor(latency: number) {
    this.#latency = latency;
  }

  static async start(plan: readonly ScaleServer[], { latency = 0 } = {}): Promise<ScaleFacility> {
    const facility = new ScaleFacility(latency);
    await facility.#startDatabase();
    for (const server of plan) await facility.#start(server);
    facility.#warmUp(plan);
    return facility;
  }

  /** `HOST:PORT` */
  get tangoHost(): string {
    const { host, port } = this.#database.address;
    return `${host}:${port}`;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#listeners, ...this.#silent, this.#database].map((each) => each.close()));
  }

  async #startDatabase(): Promise<void> {
    const plan = { name: 'DataBaseds/2', devices: [{ name: DATABASE, class: databaseClass(this.#directory) }] };
    this.#directory.define({ name: DATABASE, class: 'DataBase', server: plan.name, alias: undefined });
    this.#database = await DeviceServer.start(
      plan,
      { host: DATABASE_HOST, port: 0, clock: Date.now, directory: this.#directory },
      { [DATABASE]: new TextEncoder().encode('database') },
    );
  }

  async #start(server: ScaleServer): Promise<void> {
    const { host, state, devices, name } = server;
    for (const device of devices) {
      const row = { name: device.name, class: `Scale${device.classNumber}`, server: name, alias: undefined };
      this.#directory.define(row);
    }
    if (state === 'stopped') return;
    const objects = new ObjectAdapter();
    const port = state === 'hung' ? await this.#startSilent(host) : await this.#listen(host, objects, state);
    for (const device of devices) {
      const key = newObjectKey();
      objects.add(key, { invoke: (...call) => this.#invoke(server, device, ...call) } satisfies Servant);
      const ior = printIor({ host, port, typeId: 'IDL:Tango/Device_5:1.0', alternates: [], key });
      this.#directory.export(device.name, { ior, host, version: '5' });
    }
  }

  async #listen(host: string, objects: ObjectAdapter, state: ScaleServer['state']): Promise<number> {
    const listener = await Listener.open(host, 0, objects);
    if (state === 'closed') await listener.close();
    else this.#listeners.push(listener);
    return listener.port;
  }

  async #startSilent(host: string): Promise<number> {
    const silent = await SilentServer.open(host);
    this.#silent.push(silent);
    return silent.port;
  }

  async #invoke(
    { host, name: server }: ScaleServer,
    { name, classNumber, hung }: ScaleDevice,
    operation: string,
    parameters: CdrReader,
    caller: Caller,
  ): Promise<Answer> {
    const underWay = (this.#underWay.get(host) ?? 0) + 1;
    this.#underWay.set(host, underWay);
    const connections = this.#connectionsOf(host);
    this.arrivals.push({ host, device: name, operation, at: performance.now(), underWay, connections });
    const answer = await this.#served(name, server, host, classNumber).invoke(operation, parameters, caller);
    if (hung) await new Promise(() => undefined);
    if (this.#latency > 0) await new Promise((resolve) => setTimeout(resolve, this.#latency));
    this.#underWay.set(host, (this.#underWay.get(host) ?? 0) - 1);
    return answer;
  }

  /** What is made before anybody asks answers in time on a busy machine too. */
  #warmUp(plan: readonly ScaleServer[]): void {
    for (const { name, host, devices } of plan)
      for (const device of devices)
        if (this.#devices.size < MADE) this.#served(device.name, name, host, device.classNumber);
  }

  /** A device is asked a few things one after the other. */
  #served(name: string, server: string, host: string, classNumber: number): ServedDevice {
    const known = this.#devices.get(name);
    if (known !== undefined) return known;
    const deviceClass = this.#classes.get(classNumber) ?? scaleClass(classNumber);
    this.#classes.set(classNumber, deviceClass);
    const setting = { name, server, host, idl: 5, clock: Date.now, properties: () => new Map() } as const;
    if (this.#devices.size >= MADE) this.#devices.clear();
    const made = new ServedDevice(deviceClass, setting);
    this.#devices.set(name, made);
    return made;
  }

  #connectionsOf(host: string): number {
    return this.#listeners.reduce((sum, each) => sum + (each.host === host ? each.connections : 0), 0);
  }
}

/** Accepts, reads, and never says a word. */
class SilentServer {
  readonly port: number;
  readonly #server: Server;
  readonly #sockets: ReadonlySet<Socket>;

  private constructor(server: Server, sockets: ReadonlySet<Socket>) {
    this.port = (server.address() as AddressInfo).port;
    this.#server = server;
    this.#sockets = sockets;
  }

  static async open(host: string): Promise<SilentServer> {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {}).resume();
    });
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    return new SilentServer(server, sockets);
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
