import type { Clock } from '../device/clock.ts';
import { PropertyTable } from './property-table.ts';

/** What a database writes where it knows nothing yet. */
export const UNKNOWN = 'nada';

/** A row of the database's device table. */
export interface DeviceRow {
  readonly name: string;
  readonly class: string;
  readonly server: string;
  readonly alias: string | undefined;
  readonly exported: boolean;
  readonly ior: string;
  readonly host: string;
  readonly version: string;
  readonly pid: number;
  /** When it was exported and unexported last, by the clock. */
  readonly started: number | undefined;
  readonly stopped: number | undefined;
}

/** What a device that runs tells of itself. */
export type Export = Pick<DeviceRow, 'ior' | 'host' | 'version'>;

/** What a Tango database keeps, in memory: devices, and properties of objects, classes and devices. */
export class Directory {
  readonly properties = new PropertyTable();
  readonly classProperties = new PropertyTable();
  readonly deviceProperties = new PropertyTable();
  /** By `device/attribute`, and by `class/attribute`. */
  readonly attributeProperties = new PropertyTable();
  readonly classAttributeProperties = new PropertyTable();
  readonly started: number;
  readonly #clock: Clock;
  readonly #devices = new Map<string, DeviceRow>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.started = clock();
  }

  /** In the order in which they were defined. */
  devices(): readonly DeviceRow[] {
    return [...this.#devices.values()];
  }

  /** By name. */
  device(name: string): DeviceRow | undefined {
    return this.#devices.get(name.toLowerCase());
  }

  byAlias(alias: string): DeviceRow | undefined {
    return this.devices().find((row) => row.alias?.toLowerCase() === alias.toLowerCase());
  }

  /** A device that is there already keeps what is known of it. */
  define(row: Pick<DeviceRow, 'name' | 'class' | 'server' | 'alias'>): void {
    const never = { exported: false, ior: UNKNOWN, host: UNKNOWN, version: UNKNOWN, pid: 0 };
    const fresh: DeviceRow = { ...never, started: undefined, stopped: undefined, ...row };
    this.#devices.set(row.name.toLowerCase(), { ...fresh, ...this.device(row.name), ...row });
  }

  /** With its properties. */
  remove(name: string): void {
    this.#devices.delete(name.toLowerCase());
    this.deviceProperties.deleteObject(name);
    for (const object of this.attributeProperties.objects(`${name}/*`)) this.attributeProperties.deleteObject(object);
  }

  export(name: string, of: Export): void {
    this.#change(name, { ...of, exported: true, pid: process.pid, started: this.#clock() });
  }

  /** All devices of the server. */
  unexport(server: string): void {
    for (const row of this.devices()) {
      if (row.server === server && row.exported) this.#change(row.name, { exported: false, stopped: this.#clock() });
    }
  }

  setAlias(name: string, alias: string | undefined): void {
    this.#change(name, { alias });
  }

  #change(name: string, change: Partial<DeviceRow>): void {
    const row = this.device(name);
    if (row !== undefined) this.#devices.set(name.toLowerCase(), { ...row, ...change });
  }
}
