import { coreOf, isDevice, isSlotted, join, type MemberObject } from './device-core.ts';
import type { Device } from './device.ts';
import { DevgenError } from '../contract/errors.ts';
import { isVector } from './vector.ts';

/**
 * What a user's class holds beside the members of its spec: own properties that are devices, vectors, signals or
 * commands.
 */
export function fieldsOf(device: Device): Map<string, MemberObject> {
  const fields = new Map<string, MemberObject>();
  for (const [name, value] of ownFields(device)) if (isMember(value)) fields.set(name, value);
  return fields;
}

/** The error `DEVICE.CHILDREN` for devices in an array, a map or a set, where they would go unnoticed. */
export function misplacedChildren(device: Device): DevgenError | undefined {
  for (const [name, value] of ownFields(device)) {
    if (holdsDevices(value)) return misplacedError(coreOf(device).name, name);
  }
  return undefined;
}

function* ownFields(device: Device): IterableIterator<[string, unknown]> {
  const { members } = coreOf(device).spec;
  for (const name of Object.getOwnPropertyNames(device)) {
    if (!Object.hasOwn(members, name)) yield [name, Reflect.get(device, name)];
  }
}

/** The parts that a spec declares: blocks and vectors, by name. Absent optional ones are left out. */
export function partsOf(device: Device): Map<string, MemberObject> {
  const { members, spec } = coreOf(device);
  const parts = new Map<string, MemberObject>();
  Object.keys(spec.members).forEach((name, index) => {
    const member = members[index];
    if (member !== undefined && !isSlotted(member) && Reflect.get(device, name) !== undefined) parts.set(name, member);
  });
  return parts;
}

export function isMember(value: unknown): value is MemberObject {
  return isDevice(value) || isSlotted(value) || isVector(value);
}

function holdsDevices(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isMember);
  if (value instanceof Map || value instanceof Set) return [...value.values()].some(isMember);
  return false;
}

function misplacedError(device: string, field: string): DevgenError {
  return new DevgenError(`${join(device, field)} holds devices in an array, map or set`, {
    code: 'DEVICE.CHILDREN',
    device,
    member: field,
    hint: 'use a DeviceVector: new DeviceVector([1, 2], (n) => new Motor(`motor/${n}`))',
  });
}
