import { bindElement } from '../connect/bind.ts';
import { convertedBy } from './converted-by.ts';
import { createCommand } from '../signal/command.ts';
import type { Conversions } from '../contract/conversions.ts';
import { connectDevice } from '../connect/connect-all.ts';
import type { ConnectOptions } from '../connect/connect-options.ts';
import { coreOf, DeviceCore, join, setCore, type MemberObject } from './device-core.ts';
import { observeState, stateOf } from './device-states.ts';
import type { DeviceState } from './device-state.ts';
import { disposeDevice } from './dispose.ts';
import type { Finding } from '../compare/finding.ts';
import { checkMemberNames } from './member-names.ts';
import type { ExtraMember } from '../contract/members.ts';
import { createSignal } from '../signal/signal.ts';
import { specOf, type BlockRef, type DeviceSpec, type MemberSpec, type VectorSpec } from '../contract/spec.ts';
import { DeviceVector, vectorOf } from './vector.ts';
import { childrenOf } from './walk.ts';

export interface DeviceOptions {
  /** Root of the dotted names of its members; else the tree that connects it first gives the name. */
  readonly name?: string;
  /** Of a device whose spec says `wire`, where its class has no static `conversions`; its parts take them along. */
  readonly conversions?: Conversions | undefined;
}

/** A class of devices. */
export interface DeviceClass<D extends Device = Device> {
  new (address?: string, options?: DeviceOptions): D;
  readonly spec: DeviceSpec;
  readonly conversions?: Conversions | undefined;
}

/**
 * A device: its members are the properties that its class's `spec` declares, made in the constructor and alive once
 * connected. Everything else here begins with `$`, so that members may have any name.
 *
 * A class without members is a composite: its own properties that are devices, {@link DeviceVector}s, signals or
 * commands are its children. A private `#field` is not seen. A device that two composites hold belongs to both and
 * keeps the name that it got first.
 */
export class Device {
  static readonly spec: DeviceSpec = { id: '', members: {} };
  /** Of a class whose spec says `wire`: what `@devgen/runtime/conversions` has under this name. */
  declare static readonly conversions?: Conversions | undefined;

  constructor(address?: string, options?: DeviceOptions) {
    const core = new DeviceCore(
      this,
      new.target.spec,
      address,
      options?.name ?? '',
      new.target.conversions ?? options?.conversions,
    );
    setCore(this, core);
    createMembers(this, core);
  }

  get [Symbol.toStringTag](): string {
    return 'Device';
  }

  get $address(): string | undefined {
    return coreOf(this).address;
  }

  /** Dotted path from the root of its tree; empty until it is named. */
  get $name(): string {
    return coreOf(this).name;
  }

  /** Of a composite, that of its worst child. */
  get $state(): DeviceState {
    return stateOf(this);
  }

  /** Blocks, elements of vectors (`seq.1`; those made so far) and the children of a composite. */
  get $children(): ReadonlyMap<string, Device> {
    return childrenOf(this);
  }

  /**
   * What the live system has beside the class, by wire name; `Temp()` for a command, `SEQ/1/PRESCALE` inside a part
   * that no class declares. Filled by connect, empty in mock.
   */
  get $extras(): ReadonlyMap<string, ExtraMember> {
    return coreOf(this).extras;
  }

  /** Every difference between class and live system that the last connect found; of a part, all of its device. */
  get $findings(): readonly Finding[] {
    const core = coreOf(this);
    return (core.owner ?? core).findings;
  }

  /** Tells of every change of {@link $state}; the function returned ends it. */
  $onState(callback: (state: DeviceState) => void): () => void {
    return observeState(this, callback);
  }

  /** Connects this device, of a composite all children; of a part, the device that it is part of. */
  async $connect(options: ConnectOptions): Promise<this> {
    await connectDevice(this, options);
    return this;
  }

  /** Ends observations and pending waits and closes the link, of a composite those of all children. */
  $dispose(): Promise<void> {
    return disposeDevice(this);
  }
}

const classes = new WeakMap<DeviceSpec, DeviceClass>();

/** The class of a spec without one of its own, always the same. */
export function classOf(ref: BlockRef): DeviceClass {
  if (typeof ref === 'function') return ref as DeviceClass;
  const spec = specOf(ref);
  const known = classes.get(spec);
  if (known !== undefined) return known;
  const made: DeviceClass = class extends Device {
    static override readonly spec: DeviceSpec = spec;
  };
  classes.set(spec, made);
  return made;
}

function createMembers(device: Device, core: DeviceCore): void {
  checkMemberNames(core.spec);
  const descriptor: PropertyDescriptor = { enumerable: true, configurable: false };
  for (const [name, spec] of Object.entries(core.spec.members)) {
    const member = createMember(core, name, spec);
    core.members.push(member);
    descriptor.value = member;
    // Not configurable: a subclass that redeclares a member without `declare` throws instead of wiping it.
    descriptor.writable = spec.optional === true;
    Object.defineProperty(device, name, descriptor);
  }
}

function createMember(core: DeviceCore, name: string, spec: MemberSpec): MemberObject {
  const path = join(core.name, name);
  const address = core.address === undefined ? spec.source : `${core.address}/${spec.source}`;
  if (spec.kind === 'command') return convertedBy(createCommand(spec, path, address), core.conversions);
  if (spec.kind === 'block') return createPart(core, path, spec.of, address);
  if (spec.kind === 'vector') return createVector(core, path, spec, address);
  return convertedBy(createSignal(spec, path, address), core.conversions);
}

function createVector(core: DeviceCore, path: string, spec: VectorSpec, address: string): DeviceVector {
  const index = core.members.length;
  const vector = new DeviceVector(spec.keys, (key) => {
    const element = createPart(core, join(vectorOf(vector).name, key), spec.of, `${address}/${key}`);
    bindElement(coreOf(element), core, index, key);
    return element;
  });
  vectorOf(vector).name = path;
  return vector;
}

function createPart(core: DeviceCore, path: string, ref: BlockRef, address: string): Device {
  const part = new (classOf(ref))(address, { name: path, conversions: core.conversions });
  coreOf(part).owner = core.owner ?? core;
  coreOf(part).rename(path);
  return part;
}
