import { DevgenError } from '../contract/errors.ts';
import type { Connector } from '../contract/seam.ts';
import { readingOf } from './soft-cell.ts';
import { SoftDevice, type SoftMember } from './soft-device.ts';
import { SoftSystem } from './soft-system.ts';
import type { DeviceSpec } from '../contract/spec.ts';

/** A device of a {@link soft} control system. */
export interface SoftDeviceOptions {
  readonly spec: DeviceSpec;
  /** By wire name; of blocks with the path before it (`SEQ/1/ENABLE`), of commands with `()` after it. */
  readonly members?: Readonly<Record<string, SoftMember>>;
}

/** A control system in memory, and the hands behind it. */
export interface SoftConnector extends Connector {
  /** Changes a value as the hardware would: without a write. */
  set(address: string, member: string, value: unknown): void;
  /** The device stops answering. */
  lose(address: string): void;
  restore(address: string): void;
}

/** A control system in memory: values that are kept, and handlers where there is more to it. */
export function soft(devices: Readonly<Record<string, SoftDeviceOptions>>, authority = 'memory'): SoftConnector {
  const known = new Map<string, SoftDevice>();
  for (const [address, { spec, members = {} }] of Object.entries(devices)) {
    const memberAt = (key: string): SoftMember => (Object.hasOwn(members, key) ? members[key]! : {});
    known.set(address, new SoftDevice(`soft://${authority}/${address}`, spec, memberAt));
  }
  return new NamedDevices(authority, known);
}

class NamedDevices extends SoftSystem implements SoftConnector {
  readonly #known: ReadonlyMap<string, SoftDevice>;

  constructor(authority: string, known: ReadonlyMap<string, SoftDevice>) {
    super('soft', authority, (address) => this.#at(address));
    this.#known = known;
  }

  override claims(address: string): 'yes' | 'no' {
    return this.#known.has(address) ? 'yes' : 'no';
  }

  set(address: string, member: string, value: unknown): void {
    this.#at(address).publish(member, readingOf(value));
  }

  lose(address: string): void {
    this.#at(address).lose();
  }

  restore(address: string): void {
    this.#at(address).restore();
  }

  #at(address: string): SoftDevice {
    const device = this.#known.get(address);
    if (device !== undefined) return device;
    throw new DevgenError(`no device ${address} in soft://${this.authority}`, {
      code: 'ADDRESS.UNKNOWN',
      device: address,
      hint: `known: ${[...this.#known.keys()].join(', ')}`,
    });
  }
}
