import { DevgenError } from '../../../core/contract/errors.ts';
import type { Io } from '../../../core/contract/seam.ts';
import type { DeviceInfo } from '../../codec/idl/device-info.ts';
import { protocolError } from '../../codec/protocol-error.ts';
import type { Access } from '../access/access-control.ts';
import { argumentOf } from './argument.ts';
import { attributeWrite } from './attribute-write.ts';
import type { DeviceCaller } from './device-caller.ts';
import type { DeviceRights } from '../access/device-rights.ts';
import type { Location } from '../address/location.ts';
import type { ReplyMemo } from './reply-memo.ts';
import * as request from './request.ts';
import { SharedCall } from './shared-call.ts';
import { timeLimit } from '../../../core/support/time-limit.ts';
import type { AttributeConfig, AttributeValue, AttributeWrite, CommandInfo, DevSource, DevState } from '../types.ts';

export interface ReadOptions {
  /** `CACHE_DEV` by default, as in every Tango client: the last polled value where the server polls. */
  readonly source?: DevSource;
}

export interface CommandTypes {
  readonly inType: number;
  readonly outType: number;
}

/**
 * One device. Nothing is asked until the first call; that locates it, and a call that finds it gone locates it once
 * more. Writes and commands wait for access control, and one that the server may have got is never sent twice.
 *
 * Every call rejects with {@link DevFailed} for the device's own errors (`TANGO.DEV_FAILED`) and for what access control
 * forbids (`TANGO.ACCESS`), else with a DevgenError: CONNECT.FAILED, CONNECT.TIMEOUT, LINK.LOST, CALL.TIMEOUT, …
 */
export class DeviceProxy {
  /** As given: a name, or an alias. */
  readonly name: string;
  /** `tango://host:port/domain/family/member`, with `#dbase=no` where there is no database. */
  readonly address: string;
  readonly #caller: DeviceCaller;
  readonly #rights: DeviceRights;
  readonly #memo: ReplyMemo | undefined;
  readonly #commands: SharedCall<ReadonlyMap<string, CommandInfo>>;
  #at: Location | undefined;

  /** @internal Made by {@link TangoClient.device}. */
  constructor(name: string, caller: DeviceCaller, rights: DeviceRights, memo?: ReplyMemo) {
    this.name = name;
    this.address = caller.source;
    this.#caller = caller;
    this.#rights = rights;
    this.#memo = memo;
    this.#commands = new SharedCall(async (io) => byName(await this.commandInfos(io)));
  }

  /** Where the device is: true name, object reference, IDL version, class and server as the database knows them. */
  location(io: Io = timeLimit()): Promise<Location> {
    return this.#caller.location(io);
  }

  /** IDL version, 3 to 6; a device without a database counts as 5 at most. */
  async idl(io: Io = timeLimit()): Promise<number> {
    return (await this.location(io)).idl;
  }

  ping(io: Io = timeLimit()): Promise<void> {
    return this.#caller.call(() => request.PING, 'ping', io);
  }

  info(io: Io = timeLimit()): Promise<DeviceInfo> {
    return this.#caller.call(({ idl }) => request.deviceInfo(idl), 'info', io);
  }

  state(io: Io = timeLimit()): Promise<DevState> {
    return this.#caller.call(() => request.STATE, 'state', io);
  }

  status(io: Io = timeLimit()): Promise<string> {
    return this.#caller.call(() => request.STATUS, 'status', io);
  }

  /** Of all attributes, or of those named, in one call. */
  attributeConfigs(names?: readonly string[], io: Io = timeLimit()): Promise<readonly AttributeConfig[]> {
    const prepare = ({ idl }: Location) => this.#sharing(request.attributeConfigs(idl, names));
    return this.#caller.call(prepare, 'attribute configuration', io);
  }

  commandInfos(io: Io = timeLimit()): Promise<readonly CommandInfo[]> {
    return this.#caller.call(() => this.#sharing(request.COMMAND_LIST), 'command list', io);
  }

  /** In the order of the names, in one call. What fails for one attribute is in its `errors`. */
  async readAttributes(
    names: readonly string[],
    options: ReadOptions = {},
    io: Io = timeLimit(),
  ): Promise<readonly AttributeValue[]> {
    if (names.length === 0) return [];
    const { source = 'CACHE_DEV' } = options;
    const prepare = ({ idl }: Location) => request.readAttributes(idl, names, source);
    return asMany(names, await this.#caller.call(prepare, `read ${list(names)}`, io));
  }

  /** All in one call, which the server begins only when it knows them all; {@link MultiDevFailed} names those that failed. */
  async writeAttributes(writes: readonly AttributeWrite[], io: Io = timeLimit()): Promise<void> {
    if (writes.length === 0) return;
    const kept = writes.map(keep);
    const what = `write ${list(kept.map(({ name }) => name))}`;
    const prepare = async (location: Location, now: Io): Promise<request.Request<void>> => {
      await this.#rights.requireWrite(location, what, now);
      return request.writeAttributes(location.idl, kept);
    };
    await this.#caller.call(prepare, what, io);
  }

  /** Asks for the type first: for scripts. A value for a scalar, an array for a spectrum, rows for an image. */
  async writeAttribute(name: string, value: unknown, io: Io = timeLimit()): Promise<void> {
    const [config] = await this.attributeConfigs([name], io);
    if (config === undefined) throw protocolError(`no configuration of ${name}`);
    const write = this.#checked('write', () => attributeWrite(config, value));
    await this.writeAttributes([write], io);
  }

  /** Writes, then reads the named attributes: without anything in between from IDL 5 on, with two calls below. */
  async writeReadAttributes(
    writes: readonly AttributeWrite[],
    names: readonly string[],
    io: Io = timeLimit(),
  ): Promise<readonly AttributeValue[]> {
    const { idl } = await this.location(io);
    if (idl < 5) {
      await this.writeAttributes(writes, io);
      return this.readAttributes(names, { source: 'DEV' }, io);
    }
    const kept = writes.map(keep);
    const what = `write ${list(kept.map(({ name }) => name))} and read ${list(names)}`;
    const prepare = async (location: Location, now: Io): Promise<request.Request<AttributeValue[]>> => {
      await this.#rights.requireWrite(location, what, now);
      return request.writeReadAttributes(kept, names);
    };
    return asMany(names, await this.#caller.call(prepare, what, io));
  }

  /**
   * Executes a command. Numbers, booleans, strings and arrays are what they are, 64 bits `bigint`, DevState its name,
   * DevEncoded `{ format, data }`, DevVarLongStringArray `{ lvalue, svalue }`, DevVarDoubleStringArray
   * `{ dvalue, svalue }`. The types are asked of the device once, unless given. `VALUE.TYPE` when the argument does not
   * fit, and then nothing is sent.
   */
  async command(name: string, argument?: unknown, types?: CommandTypes, io: Io = timeLimit()): Promise<unknown> {
    const { inType } = types ?? (await this.#commandInfo(name, io));
    const what = `command ${name}`;
    const checked = this.#checked(what, () => argumentOf(inType, argument));
    const prepare = async (location: Location, now: Io): Promise<request.Request<unknown>> => {
      await this.#rights.requireCommand(location, name, now);
      return request.executeCommand(location.idl, { name, inType, argument: checked });
    };
    return this.#caller.call(prepare, what, io);
  }

  /** What access control grants: asked before the first write or command, and again when the device came back. */
  async access(io: Io = timeLimit()): Promise<Access> {
    return (await this.#rights.rights(await this.location(io), io)).access;
  }

  /**
   * Ends the connection to the device's server, unless a call to any of its devices is under way or {@link onLost} has
   * a listener. The next call connects again.
   */
  release(): void {
    this.#caller.release();
  }

  /** Told when the connection to the server is lost or the device has another place; the function returned ends it. */
  onLost(on: (why: Error) => void): () => void {
    return this.#caller.onLost(on);
  }

  #sharing<R>(of: request.Request<R>): request.Request<R> {
    return this.#memo?.sharing(of) ?? of;
  }

  /** The list is kept, and asked again for a name that it lacks and at a new place of the device. */
  async #commandInfo(name: string, io: Io): Promise<CommandInfo> {
    const location = await this.location(io);
    if (this.#at !== location) this.#commands.forget();
    this.#at = location;
    const key = name.toLowerCase();
    const fresh = this.#commands.known === undefined;
    let commands = await this.#commands.get(io);
    if (!commands.has(key) && !fresh) {
      this.#commands.forget();
      commands = await this.#commands.get(io);
    }
    const info = commands.get(key);
    if (info !== undefined) return info;
    throw new DevgenError(`${this.address} has no command ${name}`, {
      code: 'MEMBER.MISSING',
      device: this.name,
      source: this.address,
      expected: [...commands.values()].map((each) => each.name),
      actual: name,
      hint: `it has ${[...commands.values()].map((each) => each.name).join(', ')}`,
    });
  }

  /** What does not fit is an error of this device's. */
  #checked<T>(what: string, check: () => T): T {
    try {
      return check();
    } catch (error) {
      if (!(error instanceof DevgenError)) throw error;
      const about = `${this.address}, ${what}`;
      throw new DevgenError(error.why, { ...error, about, device: this.name, source: this.address });
    }
  }
}

function byName(infos: readonly CommandInfo[]): ReadonlyMap<string, CommandInfo> {
  return new Map(infos.map((info) => [info.name.toLowerCase(), info]));
}

/** The caller may change its arrays before the request is written, or while it is written again. */
function keep(write: AttributeWrite): AttributeWrite {
  return { ...write, value: write.value.slice() as AttributeWrite['value'] };
}

function asMany(names: readonly string[], values: readonly AttributeValue[]): readonly AttributeValue[] {
  if (values.length === names.length) return values;
  throw protocolError(`${values.length} values for ${names.length} attributes`);
}

/** For messages: a device may have hundreds. */
function list(names: readonly string[]): string {
  return names.length <= 5 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`;
}
