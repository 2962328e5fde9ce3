import type { Conversions } from '../contract/conversions.ts';
import type { Connection } from '../connect/connection.ts';
import type { Device } from './device.ts';
import type { Finding } from '../compare/finding.ts';
import type { ExtraMember } from '../contract/members.ts';
import type { Scope } from '../connect/scope.ts';
import { slot, type Slotted } from '../contract/slot.ts';
import type { DeviceSpec } from '../contract/spec.ts';
import { vectorOf, type DeviceVector } from './vector.ts';

/** What stands under a member's name. */
export type MemberObject = Slotted | Device | DeviceVector;

/** What the runtime keeps of a device, apart from the object that users hold: all names there are theirs. */
export class DeviceCore {
  /** The object that users hold. */
  readonly holder: object;
  readonly spec: DeviceSpec;
  readonly address: string | undefined;
  readonly conversions: Conversions | undefined;
  /** In the order of the spec's members, also those that are absent at present. */
  readonly members: MemberObject[] = [];
  readonly extras: Map<string, ExtraMember & Slotted> = new Map();
  readonly since: number = Date.now();
  /** Dotted path from the root of the tree. The first name stays. */
  name: string;
  /** Of a part (block, element of a vector): the device whose link serves it. */
  owner: DeviceCore | undefined;
  /** Only of a device with a link of its own. */
  connection: Connection | undefined;
  /** Where in the live system the members are found; `undefined` until connected. */
  scope: Scope | undefined;
  findings: readonly Finding[] = [];
  /** Without a class: everything live is an extra. */
  open = false;

  constructor(holder: object, spec: DeviceSpec, address: string | undefined, name: string, conversions?: Conversions) {
    this.holder = holder;
    this.spec = spec;
    this.address = address;
    this.name = name;
    this.conversions = conversions;
  }

  /** Keeps reactive proxies (Vue's) from wrapping it. */
  get [Symbol.toStringTag](): string {
    return 'DeviceCore';
  }

  /** An optional member is there, or reads `undefined`. */
  show(name: string, member: MemberObject | undefined): void {
    Reflect.set(this.holder, name, member);
  }

  /** Gives the name to the device and, from there, to everything that has its name from it. */
  rename(name: string): void {
    if (name === this.name) return;
    this.name = name;
    Object.keys(this.spec.members).forEach((key, index) => {
      const member = this.members[index];
      if (member !== undefined) renameMember(member, join(name, key));
    });
    for (const [key, extra] of this.extras) extra[slot].name = join(name, key);
  }
}

/** Where a device keeps its core; registered, so that two copies of the runtime agree. */
const coreKey = Symbol.for('devgen.device');

export function setCore(device: object, core: DeviceCore): void {
  Object.defineProperty(device, coreKey, { value: core });
}

export function coreOf(device: Device): DeviceCore {
  return (device as { readonly [coreKey]?: DeviceCore })[coreKey] as DeviceCore;
}

/** Whatever copy of the runtime made it. */
export function isDevice(value: unknown): value is Device {
  return typeof value === 'object' && value !== null && coreKey in value;
}

export function isSlotted(value: unknown): value is Slotted {
  return typeof value === 'object' && value !== null && slot in value;
}

/** Names a member or field, and what is inside it. */
export function renameMember(member: MemberObject, name: string): void {
  if (isSlotted(member)) member[slot].name = name;
  else if (isDevice(member)) coreOf(member).rename(name);
  else renameVector(member, name);
}

function renameVector(vector: DeviceVector, name: string): void {
  vectorOf(vector).name = name;
  for (const [key, device] of vectorOf(vector).made) coreOf(device).rename(join(name, key));
}

/** `stage` and `x` make `stage.x`; without a parent's name the key alone. */
export function join(parent: string, key: string | number): string {
  return parent === '' ? String(key) : `${parent}.${key}`;
}
