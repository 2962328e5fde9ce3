import { hostname } from 'node:os';
import { type Endpoint, printIor } from '@devgen/runtime/tango/codec';
import { adminClass } from '../admin/admin-class.ts';
import type { Directory } from '../database/directory.ts';
import type { Clock } from '../device/clock.ts';
import type { DeviceClass } from '../device/device-class.ts';
import { ServedDevice } from '../device/served-device.ts';
import { Listener } from '../orb/listener.ts';
import { ObjectAdapter } from '../orb/servant.ts';
import { newObjectKey } from './object-key.ts';
import type { ServerPlan } from './plan.ts';

/** Where a server runs. */
export interface ServerSetting {
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  readonly directory: Directory;
}

/** One device server: a port of its own, the devices of its plan, and its admin device. */
export class DeviceServer {
  readonly plan: ServerPlan;
  readonly #setting: ServerSetting;
  readonly #listener: Listener;
  readonly #objects: ObjectAdapter;
  /** By name in lower case. */
  readonly #devices = new Map<string, { readonly key: Uint8Array; readonly device: ServedDevice }>();

  private constructor(plan: ServerPlan, setting: ServerSetting, listener: Listener, objects: ObjectAdapter) {
    this.plan = plan;
    this.#setting = setting;
    this.#listener = listener;
    this.#objects = objects;
  }

  /** `keys` are those of devices that are found without a database. */
  static async start(
    plan: ServerPlan,
    setting: ServerSetting,
    keys: Readonly<Record<string, Uint8Array>> = {},
  ): Promise<DeviceServer> {
    const objects = new ObjectAdapter();
    const listener = await Listener.open(setting.host, setting.port, objects);
    const server = new DeviceServer(plan, setting, listener, objects);
    for (const device of plan.devices) server.#export(device.name, device.class, keys[device.name]);
    server.#export(`dserver/${plan.name}`, adminClass(server));
    return server;
  }

  get address(): Endpoint {
    return { host: this.#listener.host, port: this.#listener.port };
  }

  /** Clients that are connected. */
  get connections(): number {
    return this.#listener.connections;
  }

  /** A device of it, whatever the case of the name. */
  find(name: string): ServedDevice | undefined {
    return this.#devices.get(name.toLowerCase())?.device;
  }

  /** Makes a device of it anew, under another key. */
  restart({ setting, class: deviceClass }: ServedDevice): void {
    this.#export(setting.name, deviceClass);
  }

  /** Devices are unexported; resolves when every client is gone. */
  async close(): Promise<void> {
    this.#setting.directory.unexport(this.plan.name);
    await this.#listener.close();
  }

  #export(name: string, deviceClass: DeviceClass, key = newObjectKey()): void {
    const { clock, directory } = this.#setting;
    const { idl = 5 } = this.plan;
    const host = hostname();
    const properties = () => directory.deviceProperties.of(name);
    const before = this.#devices.get(name.toLowerCase());
    if (before !== undefined) this.#objects.remove(before.key);
    const device = new ServedDevice(deviceClass, { name, server: this.plan.name, host, idl, clock, properties });
    this.#objects.add(key, device);
    this.#devices.set(name.toLowerCase(), { key, device });
    const ior = printIor({ ...this.address, typeId: `IDL:Tango/Device_${idl}:1.0`, alternates: [], key });
    directory.export(name, { ior, host, version: String(idl) });
  }
}
