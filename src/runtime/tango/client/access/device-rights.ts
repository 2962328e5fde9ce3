import type { Io } from '../../../core/contract/seam.ts';
import type { AccessControl, Rights } from './access-control.ts';
import { DevFailed } from '../device/dev-failed.ts';
import type { DeviceCaller } from '../device/device-caller.ts';
import type { Location } from '../address/location.ts';
import { SharedCall } from '../device/shared-call.ts';

/** Milliseconds after which an access control that could not be asked is asked again. */
const RETRY = 1_000;

/** What this client may do with one device, known before anything is sent that could change it. */
export class DeviceRights {
  readonly #control: AccessControl | undefined;
  readonly #caller: DeviceCaller;
  #of: { readonly location: Location; readonly rights: SharedCall<Rights> } | undefined;
  #askedAt = 0;

  /** Without an access control, as of servers without a database, everything is allowed. */
  constructor(control: AccessControl | undefined, caller: DeviceCaller) {
    this.#control = control;
    this.#caller = caller;
  }

  /** Asked once; again when the device came back, since what is granted may have changed meanwhile. */
  async rights(location: Location, io: Io): Promise<Rights> {
    const control = this.#control;
    if (control === undefined) return { access: 'write' };
    const { rights } = this.#of?.location === location ? this.#of : this.#begin(control, location);
    if (rights.known?.why !== undefined && performance.now() - this.#askedAt > RETRY) rights.forget();
    if (rights.known === undefined) this.#askedAt = performance.now();
    return rights.get(io);
  }

  #begin(control: AccessControl, location: Location): { readonly rights: SharedCall<Rights> } {
    const of = { location, rights: new SharedCall((io) => control.rightsOn(location.name, io)) };
    this.#of = of;
    const stop = this.#caller.onLost(() => {
      stop();
      if (this.#of === of) this.#of = undefined;
      control.recheck();
    });
    return of;
  }

  async requireWrite(location: Location, what: string, io: Io): Promise<void> {
    const rights = await this.rights(location, io);
    if (rights.access === 'read') throw this.#refused(location, `${what} is not authorized`, what, rights.why);
  }

  /** A reader may run the commands that access control lists for the device's class. */
  async requireCommand(location: Location, command: string, io: Io): Promise<void> {
    const rights = await this.rights(location, io);
    if (rights.access === 'write') return;
    let why = rights.why;
    if (why === undefined) {
      try {
        if (await this.#control?.allows(command, location, io)) return;
      } catch (error) {
        io.signal.throwIfAborted();
        why = error instanceof Error ? error : new Error(String(error));
      }
    }
    throw this.#refused(location, `the command ${command} is not authorized`, `command ${command}`, why);
  }

  #refused({ name }: Location, refusal: string, operation: string, why: Error | undefined): DevFailed {
    const { user = 'without a name', addresses = [] } = this.#control?.login ?? {};
    const reader = `user ${user} on ${addresses.join(', ')} may only read`;
    const because =
      why === undefined
        ? `TangoAccessControl forbids it, ${reader}`
        : `TangoAccessControl is configured and cannot be asked, so everybody may only read: ${why.message}`;
    const description = `${refusal} on device ${name}: ${because}`;
    return new DevFailed(
      [{ reason: 'API_ReadOnlyMode', severity: 'ERR', description, origin: 'this client; nothing was sent' }],
      {
        code: 'TANGO.ACCESS',
        device: name,
        source: this.#caller.source,
        operation,
        hint:
          why === undefined
            ? 'ask for write access, or lift the control for this process with SUPER_TANGO=true'
            : 'start TangoAccessControl, or unregister it from the database',
        cause: why,
      },
    );
  }
}
