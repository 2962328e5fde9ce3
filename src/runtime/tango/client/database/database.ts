import { DevgenError } from '../../../core/contract/errors.ts';
import type { Io } from '../../../core/contract/seam.ts';
import type { LongStringArray } from '../../codec/any.ts';
import { corbaloc, type ObjectRef } from '../../codec/ior.ts';
import { protocolError } from '../../codec/protocol-error.ts';
import { failureOf, isLost } from '../device/call-failure.ts';
import { DevFailed } from '../device/dev-failed.ts';
import { askDeviceTable, DEVICE_TABLE_QUERY, readDeviceTable, realIor } from './device-table.ts';
import type { Orb } from '../transport/orb.ts';
import { type Properties, readAttributeProperties, readProperties } from './property-list.ts';
import { executeCommand, PING, type Request } from '../device/request.ts';
import type { TangoHost } from '../address/tango-host.ts';
import { timeLimit } from '../../../core/support/time-limit.ts';
import { type DatabaseDevice, TangoType } from '../types.ts';

/** What the database knows of one device. */
export interface ImportedDevice extends DatabaseDevice {
  readonly host: string;
  readonly pid: number;
}

/** What could end a quoted text in SQL. */
const UNSAFE = /['"\\\0]/;
/** Where every database server keeps itself, and the oldest version that any in use speaks. */
const KEY = 'database';
const TYPE_ID = 'IDL:Tango/Device_4:1.0';
const IDL = 4;

/**
 * A Tango database. It offers queries only: those are open to everybody, so access control has no say here; changes go
 * through the proxy of the database's device, where it has. Patterns take `*`.
 */
export class Database {
  /** `host:port` of the first address. */
  readonly name: string;
  readonly host: TangoHost;
  readonly #orb: Orb;
  readonly #ref: ObjectRef;

  constructor(orb: Orb, host: TangoHost) {
    const [first] = host.addresses;
    this.name = `${first.host}:${first.port}`;
    this.host = host;
    this.#orb = orb;
    this.#ref = corbaloc(host.addresses, KEY, TYPE_ID);
  }

  async ping(io: Io = timeLimit()): Promise<void> {
    await this.#invoke(PING, 'ping', io);
  }

  /** Every device, running or not, with class, server, object reference and alias: one call where the database can. */
  async devices(io: Io = timeLimit()): Promise<readonly DatabaseDevice[]> {
    let table: unknown;
    try {
      table = await this.#execute('DbMySqlSelect', TangoType.DevString, DEVICE_TABLE_QUERY, io);
    } catch (error) {
      if (error instanceof DevFailed) return askDeviceTable(this, io);
      throw error;
    }
    return readDeviceTable(longStrings(table));
  }

  /** By name, or by alias, which then is in `name`. Rejects with `ADDRESS.UNKNOWN` when it is not defined. */
  async importDevice(name: string, io: Io = timeLimit()): Promise<ImportedDevice> {
    const reply = await this.#known(this.#command('DbImportDevice', TangoType.DevString, name, io), name);
    const { lvalue, svalue } = longStrings(reply);
    const [device, ior, , server, host, deviceClass] = svalue;
    if (device === undefined || ior === undefined || server === undefined) throw protocolError('an import too short');
    return {
      name: device,
      // Databases before Tango 7 do not say it here.
      class: deviceClass ?? (await this.classOf(name, io)),
      server,
      host: host ?? '',
      exported: lvalue[0] === 1,
      ior: realIor(ior),
      pid: lvalue[1] ?? 0,
    };
  }

  async classOf(device: string, io: Io = timeLimit()): Promise<string> {
    return textOf(await this.#command('DbGetClassForDevice', TangoType.DevString, device, io));
  }

  /** Names of the devices that are running, or were when last heard of. */
  exportedDevices(pattern: string, io: Io = timeLimit()): Promise<readonly string[]> {
    return this.#list('DbGetDeviceExportedList', pattern, io);
  }

  /** Names of all devices. */
  definedDevices(pattern: string, io: Io = timeLimit()): Promise<readonly string[]> {
    return this.#list('DbGetDeviceWideList', pattern, io);
  }

  classes(pattern: string, io: Io = timeLimit()): Promise<readonly string[]> {
    return this.#list('DbGetClassList', pattern, io);
  }

  /** `Exec/instance` of each. */
  servers(pattern: string, io: Io = timeLimit()): Promise<readonly string[]> {
    return this.#list('DbGetServerList', pattern, io);
  }

  /** The devices that a server holds, its own `dserver` device too. */
  async serverDevices(
    server: string,
    io: Io = timeLimit(),
  ): Promise<readonly { readonly name: string; readonly class: string }[]> {
    const flat = await this.#list('DbGetDeviceClassList', server, io);
    return Array.from({ length: flat.length >> 1 }, (_, i) => ({
      name: flat[2 * i] ?? '',
      class: flat[2 * i + 1] ?? '',
    }));
  }

  aliases(pattern: string, io: Io = timeLimit()): Promise<readonly string[]> {
    return this.#list('DbGetDeviceAliasList', pattern, io);
  }

  /** Rejects with `ADDRESS.UNKNOWN` when no device has the alias. */
  async deviceOfAlias(alias: string, io: Io = timeLimit()): Promise<string> {
    return textOf(await this.#known(this.#command('DbGetAliasDevice', TangoType.DevString, alias, io), alias));
  }

  async aliasOf(device: string, io: Io = timeLimit()): Promise<string | undefined> {
    try {
      return textOf(await this.#command('DbGetDeviceAlias', TangoType.DevString, device, io));
    } catch (error) {
      // Having none is an error of each database's own: PyTango's fails on the NULL of its own table.
      if (error instanceof DevFailed) return undefined;
      throw error;
    }
  }

  /** Of a free object, such as `CtrlSystem`. */
  async properties(object: string, names: readonly string[], io: Io = timeLimit()): Promise<Properties> {
    return readProperties(await this.#strings('DbGetProperty', [object, ...names], io), true);
  }

  async deviceProperties(device: string, names: readonly string[], io: Io = timeLimit()): Promise<Properties> {
    return readProperties(await this.#strings('DbGetDeviceProperty', [device, ...names], io), true);
  }

  async classProperties(deviceClass: string, names: readonly string[], io: Io = timeLimit()): Promise<Properties> {
    return readProperties(await this.#strings('DbGetClassProperty', [deviceClass, ...names], io), false);
  }

  devicePropertyNames(device: string, pattern: string, io: Io = timeLimit()): Promise<readonly string[]> {
    return this.#strings('DbGetDevicePropertyList', [device, pattern], io);
  }

  /** By attribute, then by property: what the database holds, which the device's configuration shows already. */
  async attributeProperties(
    device: string,
    attributes: readonly string[],
    io: Io = timeLimit(),
  ): Promise<ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>> {
    const list = await this.#strings('DbGetDeviceAttributeProperty2', [device, ...attributes], io);
    return readAttributeProperties(list);
  }

  async #list(command: string, pattern: string, io: Io): Promise<readonly string[]> {
    return stringsOf(await this.#command(command, TangoType.DevString, pattern, io));
  }

  async #strings(command: string, argument: readonly string[], io: Io): Promise<readonly string[]> {
    return stringsOf(await this.#command(command, TangoType.DevVarStringArray, argument, io));
  }

  async #known<T>(asked: Promise<T>, name: string): Promise<T> {
    try {
      return await asked;
    } catch (error) {
      if (!(error instanceof DevFailed) || error.reason !== 'DB_DeviceNotDefined') throw error;
      throw new DevgenError(`the database ${this.name} has no device or alias ${name}`, {
        code: 'ADDRESS.UNKNOWN',
        device: name,
        source: `tango://${this.name}/${name}`,
        hint: 'is it spelt right, and is it in this database?',
        cause: error,
      });
    }
  }

  /** Texts from outside: database servers put them into SQL as they are. */
  async #command(name: string, inType: number, argument: string | readonly string[], io: Io): Promise<unknown> {
    for (const text of [argument].flat()) if (UNSAFE.test(text)) throw unsafe(text, name);
    return this.#execute(name, inType, argument, io);
  }

  #execute(name: string, inType: number, argument: unknown, io: Io): Promise<unknown> {
    return this.#invoke(executeCommand(IDL, { name, inType, argument }), name, io);
  }

  /** Queries change nothing, so one whose connection broke is sent again. */
  async #invoke<R>(request: Request<R>, what: string, io: Io): Promise<R> {
    try {
      return await this.#send(request, io).catch((error: unknown) => {
        if (isLost(error)) return this.#send(request, io);
        throw error;
      });
    } catch (error) {
      const source = `Tango database ${this.host.text}`;
      throw failureOf(error, { device: source, source, operation: what });
    }
  }

  #send<R>({ operation, encode, decode }: Request<R>, io: Io): Promise<R> {
    return this.#orb.invoke(this.#ref, operation, encode, decode, io);
  }
}

function unsafe(text: string, command: string): DevgenError {
  return new DevgenError(`${JSON.stringify(text)} was not sent to the database (${command})`, {
    code: 'ADDRESS.UNKNOWN',
    expected: 'a name without quotes and backslashes',
    actual: text,
    hint: 'the database would take it for a part of its SQL',
  });
}

function longStrings(value: unknown): LongStringArray {
  const { lvalue, svalue } = (value ?? {}) as Partial<LongStringArray>;
  if (!(lvalue instanceof Int32Array) || svalue === undefined) throw protocolError('not a DevVarLongStringArray');
  return { lvalue, svalue };
}

function stringsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value;
  throw protocolError('not a DevVarStringArray');
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  throw protocolError('not a DevString');
}
