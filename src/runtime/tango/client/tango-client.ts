import { DevgenError } from '../../core/contract/errors.ts';
import { AccessControl } from './access/access-control.ts';
import { Database } from './database/database.ts';
import { DeviceCaller } from './device/device-caller.ts';
import { DeviceProxy } from './device/device-proxy.ts';
import { ReplyMemo } from './device/reply-memo.ts';
import { DeviceRights } from './access/device-rights.ts';
import { addressOf, locateInDatabase, locateWithoutDatabase, type Location, locationOf } from './address/location.ts';
import { loginOf } from './address/login.ts';
import { Orb, type OrbOptions } from './transport/orb.ts';
import { TangoEnvironment, type Variables } from './address/tango-environment.ts';
import { findTangoHost, parseTangoHost, type TangoHost } from './address/tango-host.ts';
import { parseTrl, type Trl } from './address/trl.ts';
import type { DatabaseDevice } from './types.ts';

export interface TangoClientOptions extends OrbOptions {
  /** `host:port`, or several to try in order; by default what `TANGO_HOST` says, here or in `.tangorc`. */
  readonly tangoHost?: string;
  /** Login name that access control decides upon; the user of this process by default. */
  readonly user?: string;
  /**
   * Devices that describe themselves alike share the objects that say so, which spares time and memory where thousands
   * are asked.
   */
  readonly shareReplies?: boolean;
  /** In place of this process's environment variables. */
  readonly environment?: Variables;
}

/** The devices of any number of Tango databases, over one connection a server process. */
export class TangoClient {
  readonly #options: TangoClientOptions;
  readonly #environment: TangoEnvironment;
  readonly #orb: Orb;
  readonly #memo: ReplyMemo | undefined;
  readonly #databases = new Map<string, { readonly database: Database; readonly control: AccessControl }>();

  constructor(options: TangoClientOptions = {}) {
    this.#options = options;
    this.#environment = new TangoEnvironment(options.environment);
    this.#orb = new Orb(options);
    this.#memo = options.shareReplies === true ? new ReplyMemo() : undefined;
  }

  /** The default database and where its address was found; undefined when nothing names one. */
  get tangoHost(): TangoHost | undefined {
    return findTangoHost(this.#options.tangoHost, this.#environment);
  }

  /** `host:port` or several to try in order; by default {@link tangoHost}. The same address gives the same object. */
  database(host?: string): Database {
    return this.#world(host).database;
  }

  /**
   * A device by name, alias or full address, see {@link parseTrl}. `known`, a row of {@link Database.devices}, saves the
   * question to the database as long as it is true. Throws `ADDRESS.UNKNOWN` for what is no address of a device.
   */
  device(address: string, known?: DatabaseDevice): DeviceProxy {
    const trl = parseTrl(address);
    if (trl.attribute !== undefined) throw notADevice(address, trl.attribute);
    if (!trl.dbase) return this.#deviceWithoutDatabase(trl);
    const { database, control } = this.#world(trl.host);
    const caller = this.#caller(trl, database, known);
    return new DeviceProxy(trl.device, caller, new DeviceRights(control, caller), this.#memo);
  }

  /** Ends every call and connection. */
  close(): Promise<void> {
    return this.#orb.close();
  }

  #deviceWithoutDatabase(trl: Trl): DeviceProxy {
    const source = addressOf(trl, trl.host ?? '');
    const caller = new DeviceCaller(this.#orb, { name: trl.device, source }, (io) =>
      locateWithoutDatabase(this.#orb, trl, io),
    );
    return new DeviceProxy(trl.device, caller, new DeviceRights(undefined, caller), this.#memo);
  }

  #caller(trl: Trl, database: Database, known?: DatabaseDevice): DeviceCaller {
    const source = addressOf(trl, database.name);
    let row = known;
    return new DeviceCaller(this.#orb, { name: trl.device, source }, async (io): Promise<Location> => {
      // True once: when it proves stale, the database is asked.
      const first = row;
      row = undefined;
      if (first?.exported === true && first.ior !== '') return locationOf(first, source);
      return locateInDatabase(database, trl, io);
    });
  }

  #world(host?: string): { readonly database: Database; readonly control: AccessControl } {
    const address = host === undefined ? this.tangoHost : parseTangoHost(host);
    if (address === undefined) throw noDatabase();
    const known = this.#databases.get(address.text);
    if (known !== undefined) return known;
    const database = new Database(this.#orb, address);
    const settings = { login: loginOf(this.#options.user), environment: this.#environment };
    const control = new AccessControl(database, settings, (name) => this.#controller(name, database));
    const world = { database, control };
    this.#databases.set(address.text, world);
    return world;
  }

  /** The device that decides on access is itself free to all. */
  #controller(name: string, database: Database): DeviceCaller {
    const trl = parseTrl(name);
    return this.#caller(trl, trl.host === undefined ? database : this.database(trl.host));
  }
}

function notADevice(address: string, attribute: string): DevgenError {
  return new DevgenError(`"${address}" is the attribute ${attribute} of a device, not a device`, {
    code: 'ADDRESS.UNKNOWN',
    expected: 'domain/family/member',
    actual: address,
    hint: 'leave the attribute out and name it in the call',
  });
}

function noDatabase(): DevgenError {
  return new DevgenError('no Tango database is named', {
    code: 'ADDRESS.UNKNOWN',
    expected: 'TANGO_HOST in the environment, in ~/.tangorc or in /etc/tangorc, or a full address',
    hint: 'for example TANGO_HOST=db.example.org:10000, or tango://db.example.org:10000/sys/tg_test/1',
  });
}
