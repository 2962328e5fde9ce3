import { coreOf, isDevice, isSlotted, type MemberObject } from '../device/device-core.ts';
import type { Connectable } from '../connect/connect-all.ts';
import type { Device } from '../device/device.ts';
import { DevgenError } from '../contract/errors.ts';
import { fieldsOf, isMember } from '../device/fields.ts';
import { joinPath } from './path.ts';
import { isVector, type DeviceVector } from '../device/vector.ts';
import { slot, type Slotted } from '../contract/slot.ts';

/** A device, or several by name as `connectAll` takes them. */
export type MemberTree = Device | DeviceVector | Readonly<Record<string, Connectable>>;

/** The signals and commands of a tree by path, each once, under the first path that leads to it. */
export function walkMembers(tree: MemberTree): IterableIterator<[string, Slotted]> {
  return new MemberWalk().tree(tree);
}

class MemberWalk {
  readonly #seen = new Set<object>();

  *tree(tree: MemberTree): IterableIterator<[string, Slotted]> {
    if (isMember(tree)) yield* this.#member('', tree);
    else {
      for (const [key, value] of Object.entries(tree)) {
        if (!isMember(value)) throw notInTree(key);
        yield* this.#member(joinPath('', key), value);
      }
    }
  }

  *#member(path: string, member: MemberObject): IterableIterator<[string, Slotted]> {
    if (isVector(member)) {
      for (const [key, device] of member) yield* this.#member(joinPath(path, key), device);
      return;
    }
    const identity = isSlotted(member) ? member[slot] : member;
    if (this.#seen.has(identity)) return;
    this.#seen.add(identity);
    if (isDevice(member)) yield* this.#device(path, member);
    else if (isSlotted(member)) yield [path, member];
  }

  *#device(path: string, device: Device): IterableIterator<[string, Slotted]> {
    const core = coreOf(device);
    for (const [index, name] of Object.keys(core.spec.members).entries()) {
      const member = core.members[index];
      const absent = Reflect.get(device, name) === undefined;
      if (member !== undefined && !absent) yield* this.#member(joinPath(path, name), member);
    }
    for (const [name, field] of fieldsOf(device)) yield* this.#member(joinPath(path, name), field);
    // Without a class, what the live system shows is all that there is.
    if (core.open) for (const [key, extra] of core.extras) yield* this.#member(joinPath(path, key), extra);
  }
}

function notInTree(key: string): DevgenError {
  return new DevgenError(`${key} is neither a device nor a vector, signal or command`, {
    code: 'DEVICE.CHILDREN',
    member: key,
    hint: 'give a device, or several by name: { stage, cryo }',
  });
}
