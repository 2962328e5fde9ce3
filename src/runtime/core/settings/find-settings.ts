import { coreOf, isDevice, isSlotted, type MemberObject } from '../device/device-core.ts';
import type { Connectable } from '../connect/connect-all.ts';
import type { Device } from '../device/device.ts';
import { DevgenError } from '../contract/errors.ts';
import { fieldsOf, isMember } from '../device/fields.ts';
import { globTest, joinPath } from './path.ts';
import { isVector, type DeviceVector } from '../device/vector.ts';
import type { SignalRW } from '../contract/members.ts';
import type { SignalSlot } from '../signal/signal-slot.ts';
import { slot, type Slotted } from '../contract/slot.ts';

/** A device, or several by name as `connectAll` takes them. */
export type SettingsTree = Device | DeviceVector | Readonly<Record<string, Connectable>>;

/** Which settings are meant. Globs over paths: `stage.*.velocity`, `**.temperature`, `stage` for all that is in it. */
export interface SettingsFilter {
  /** These alone; all, if absent. */
  readonly only?: readonly string[];
  /** All but these. */
  readonly ignore?: readonly string[];
}

/** A signal that can be read and written. */
export type Setting = SignalRW<unknown> & { readonly [slot]: SignalSlot };

/** Whether a path is meant. */
export function filterOf({ only, ignore = [] }: SettingsFilter): (path: string) => boolean {
  const wanted = only === undefined ? () => true : globTest(only);
  const ignored = globTest(ignore);
  return (path) => wanted(path) && !ignored(path);
}

/**
 * The settings of a tree by path: each readable and writable signal once, under the first path that leads to it. What is
 * derived from others is none, as it follows from them.
 */
export function findSettings(tree: SettingsTree, filter: SettingsFilter): ReadonlyMap<string, Setting> {
  const found = new Map<string, Setting>();
  const isMeant = filterOf(filter);
  for (const [path, setting] of new SettingsWalk().tree(tree)) if (isMeant(path)) found.set(path, setting);
  return found;
}

class SettingsWalk {
  readonly #seen = new Set<object>();

  *tree(tree: SettingsTree): IterableIterator<[string, Setting]> {
    if (isMember(tree)) yield* this.#member('', tree);
    else {
      for (const [key, value] of Object.entries(tree)) {
        if (!isMember(value)) throw notInTree(key);
        yield* this.#member(joinPath('', key), value);
      }
    }
  }

  *#member(path: string, member: MemberObject): IterableIterator<[string, Setting]> {
    if (isVector(member)) {
      for (const [key, device] of member) yield* this.#member(joinPath(path, key), device);
      return;
    }
    const identity = isSlotted(member) ? member[slot] : member;
    if (this.#seen.has(identity)) return;
    this.#seen.add(identity);
    if (isDevice(member)) yield* this.#device(path, member);
    else if (isSetting(member)) yield [path, member];
  }

  *#device(path: string, device: Device): IterableIterator<[string, Setting]> {
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

function isSetting(member: Slotted): member is Setting {
  const { spec, parts } = member[slot];
  return spec.kind === 'rw' && parts === undefined;
}

function notInTree(key: string): DevgenError {
  return new DevgenError(`${key} is neither a device nor a vector, signal or command`, {
    code: 'DEVICE.CHILDREN',
    member: key,
    hint: 'settings are those of a device, or of several by name: { stage, cryo }',
  });
}
