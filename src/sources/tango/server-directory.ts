import type { Io } from '@devgen/runtime';
import { DevgenError } from '@devgen/runtime/contract';
import { type DeviceProxy, parseTrl, type TangoClient, TangoType } from '@devgen/runtime/tango';
import type { Found } from '../source.ts';
import type { DeviceDirectory } from './device-directory.ts';

/** What the admin device's command `QueryDevice` takes and gives. */
const QUERY = { inType: TangoType.DevVoid, outType: TangoType.DevVarStringArray } as const;

/** A server that runs without a database: what its admin device says. */
export class ServerDirectory implements DeviceDirectory {
  readonly #client: TangoClient;
  readonly #host: string;
  /** The device that the address names. */
  readonly #named: string;
  /** Kept from one question to the next, for each asks where its device is. */
  readonly #proxies = new Map<string, DeviceProxy>();

  /** `tango://HOST:PORT/DEVICE#dbase=no`, of any device of the server or of its admin device. Throws `ADDRESS.UNKNOWN`. */
  constructor(client: TangoClient, address: string) {
    const { host = '', device } = parseTrl(address);
    this.#client = client;
    this.#host = host;
    this.#named = device;
  }

  /** One query of the admin device; of another device the server is asked first which its admin device is. */
  async list(io: Io): Promise<readonly Found[]> {
    const named = this.#proxy(this.#named);
    const admin = /^dserver\//i.test(this.#named) ? named : this.#proxy(`dserver/${(await named.info(io)).server}`);
    const listed = await admin.command('QueryDevice', undefined, QUERY, io);
    if (!Array.isArray(listed)) throw notAList(admin.address);
    const server = admin.name.replace(/^dserver\//i, '');
    return listed.map((line: unknown) => {
      const [deviceClass, device] = String(line).split('::', 2);
      if (deviceClass === undefined || device === undefined) throw notAList(admin.address);
      return { device, class: deviceClass, running: true, server };
    });
  }

  device({ device }: Found): DeviceProxy {
    return this.#proxy(device);
  }

  hostOf(): string {
    return this.#host;
  }

  /** Nothing tells that a server without a database was started again. */
  mark(): string {
    return '';
  }

  #proxy(device: string): DeviceProxy {
    const key = device.toLowerCase();
    const proxy = this.#proxies.get(key) ?? this.#client.device(`tango://${this.#host}/${device}#dbase=no`);
    this.#proxies.set(key, proxy);
    return proxy;
  }
}

function notAList(source: string): DevgenError {
  return new DevgenError(`${source} gave no list of devices`, {
    code: 'TANGO.PROTOCOL',
    source,
    hint: 'is it the address of a Tango device server?',
  });
}
