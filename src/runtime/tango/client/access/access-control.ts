import { deadline } from '../../../core/support/deadline.ts';
import type { Io } from '../../../core/contract/seam.ts';
import type { Database } from '../database/database.ts';
import { DevFailed } from '../device/dev-failed.ts';
import type { DeviceCaller } from '../device/device-caller.ts';
import type { Login } from '../address/login.ts';
import { executeCommand } from '../device/request.ts';
import { SharedCall } from '../device/shared-call.ts';
import type { TangoEnvironment } from '../address/tango-environment.ts';
import { TangoType } from '../types.ts';

export type Access = 'write' | 'read';

/** What TangoAccessControl grants for one device; `why` says what failed when it could not be asked. */
export interface Rights {
  readonly access: Access;
  readonly why?: Error;
}

/** Milliseconds that access control gets to answer. */
const LONGEST = 3_000;
const WRITE: Rights = { access: 'write' };
const NO_COMMANDS: ReadonlySet<string> = new Set();

/**
 * Tango leaves access control to its clients: TangoAccessControl only says who may what. Its device is named by the
 * database's property `Services`. Named and not to be reached, everything is read-only.
 */
export class AccessControl {
  readonly login: Login;
  readonly #database: Database;
  readonly #environment: TangoEnvironment;
  readonly #callerOf: (device: string) => DeviceCaller;
  readonly #controller: SharedCall<DeviceCaller | undefined>;
  readonly #allowed = new Map<string, SharedCall<ReadonlySet<string>>>();

  constructor(
    database: Database,
    settings: { readonly login: Login; readonly environment: TangoEnvironment },
    callerOf: (device: string) => DeviceCaller,
  ) {
    this.#database = database;
    this.login = settings.login;
    this.#environment = settings.environment;
    this.#callerOf = callerOf;
    this.#controller = new SharedCall((io) => this.#findController(io));
  }

  /** Asks anew at each call. Rejects when the database does not say whether there is access control. */
  async rightsOn(device: string, io: Io): Promise<Rights> {
    if (this.#environment.find('SUPER_TANGO')?.value.toLowerCase() === 'true') return WRITE;
    const controller = await this.#controller.get(io);
    if (controller === undefined) return WRITE;
    if (this.login.user === undefined) return { access: 'read', why: new Error('this process has no user name') };
    // Half of the caller's time: an access control that hangs is one that cannot be asked, not a call that timed out.
    const asking = deadline(Math.min(io.remaining() / 2, LONGEST), io.signal);
    try {
      return { access: (await this.#askAccess(controller, device, asking)) === 'write' ? 'write' : 'read' };
    } catch (error) {
      io.signal.throwIfAborted();
      return { access: 'read', why: error instanceof Error ? error : new Error(String(error)) };
    } finally {
      asking.done();
    }
  }

  /** Whether a reader may run the command. `deviceClass` is asked of the database when it is not known. */
  async allows(command: string, device: { readonly name: string; readonly class: string }, io: Io): Promise<boolean> {
    const controller = await this.#controller.get(io);
    if (controller === undefined) return true;
    const deviceClass = device.class === '' ? await this.#database.classOf(device.name, io) : device.class;
    const key = deviceClass.toLowerCase();
    const shared = this.#allowed.get(key) ?? new SharedCall((first) => allowedCommands(controller, deviceClass, first));
    this.#allowed.set(key, shared);
    return (await shared.get(io)).has(command.toLowerCase());
  }

  /** After a device came back: the access control may have come or gone meanwhile. */
  recheck(): void {
    this.#controller.forget();
    this.#allowed.clear();
  }

  async #findController(io: Io): Promise<DeviceCaller | undefined> {
    const name = this.#environment.find('ACCESS_DEVNAME')?.value ?? (await this.#service(io));
    return name === undefined ? undefined : this.#callerOf(name);
  }

  /** Of entries such as `AccessControl/tango:sys/access_control/1`, the device of the first that matches. */
  async #service(io: Io): Promise<string | undefined> {
    const services = (await this.#database.properties('CtrlSystem', ['Services'], io)).get('Services') ?? [];
    return services.map((entry) => /^accesscontrol\/[^:]*:(.+)$/i.exec(entry.trim())?.[1]).find((name) => name);
  }

  async #askAccess(controller: DeviceCaller, device: string, io: Io): Promise<unknown> {
    const { user = '', addresses } = this.login;
    try {
      return await askStrings(controller, 'GetAccessForMultiIP', [user, device, ...addresses], io);
    } catch (error) {
      // Access control of before Tango 8 knows one address only, and wants it in another place.
      if (!(error instanceof DevFailed) || error.reason !== 'API_CommandNotFound') throw error;
      return await askStrings(controller, 'GetAccess', [user, addresses[0], device], io);
    }
  }
}

async function askStrings(
  controller: DeviceCaller,
  name: string,
  argument: readonly string[],
  io: Io,
): Promise<unknown> {
  const call = { name, inType: TangoType.DevVarStringArray, argument };
  return controller.call(({ idl }) => executeCommand(idl, call), name, io);
}

async function allowedCommands(controller: DeviceCaller, deviceClass: string, io: Io): Promise<ReadonlySet<string>> {
  const call = { name: 'GetAllowedCommands', inType: TangoType.DevString, argument: deviceClass };
  const allowed = await controller.call(({ idl }) => executeCommand(idl, call), call.name, io);
  return Array.isArray(allowed) ? new Set(allowed.map((name) => String(name).toLowerCase())) : NO_COMMANDS;
}
