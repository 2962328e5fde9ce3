import type { Io } from '@devgen/runtime';
import type { DatabaseDevice, DeviceProxy, TangoClient } from '@devgen/runtime/tango';
import { parseIor } from '@devgen/runtime/tango/codec';
import type { Found } from '../source.ts';
import type { DeviceDirectory } from './device-directory.ts';

/** The device table of the client's database. */
export class DatabaseDirectory implements DeviceDirectory {
  readonly #client: TangoClient;
  /** The rows of the last listing: each saves the question where the device is. */
  readonly #rows = new Map<string, DatabaseDevice>();

  constructor(client: TangoClient) {
    this.#client = client;
  }

  async list(io: Io): Promise<readonly Found[]> {
    const rows = await this.#client.database().devices(io);
    for (const row of rows) this.#rows.set(row.name, row);
    return rows.map(foundOf);
  }

  device({ device }: Found): DeviceProxy {
    return this.#client.device(device, this.#rows.get(device));
  }

  hostOf({ device }: Found): string | undefined {
    try {
      return parseIor(this.#rows.get(device)?.ior ?? '').host;
    } catch {
      // The device itself will say what is wrong with it.
      return undefined;
    }
  }

  /** A server that starts exports its devices under new references. */
  mark({ device }: Found): string {
    return this.#rows.get(device)?.ior ?? '';
  }
}

function foundOf({ name, class: deviceClass, exported, alias, server }: DatabaseDevice): Found {
  return { device: name, class: deviceClass, running: exported, server, ...(alias === undefined ? {} : { alias }) };
}
