import type { Meta } from '@devgen/runtime';
import type { KeptDevice } from './census.ts';
import { differences, majority, patched, rememberedText, type TextOf } from './consensus.ts';
import type { Lock, LockMember, MetaPatch } from '../lock/lock.ts';
import { interfaceOf, keysOf } from './open-class.ts';
import { Places } from './places.ts';
import { joinPath, shapeKey } from '../shape.ts';
import type { ShapeEntry } from './shape-table.ts';
import { remembered } from '../remembered.ts';

/** One occurrence of a class: a device, or a block of one. */
interface Instance {
  /** The device, by `source\ndevice`. */
  readonly device: string;
  readonly path: string;
  readonly meta: ReadonlyMap<string, Meta>;
}

export interface AgreedDetails {
  /** By class name, then wire key: what most instances say. */
  readonly classes: ReadonlyMap<string, ReadonlyMap<string, Meta>>;
  /** By `source\ndevice`: what a device says otherwise. */
  readonly devices: ReadonlyMap<string, ReadonlyMap<string, MetaPatch>>;
}

export function deviceKey(of: { readonly source: string; readonly device: string }): string {
  return `${of.source}\n${of.device}`;
}

/** Lays what devices said now beside what the lock keeps of the others, and finds what most of a class agree on. */
export function agreeDetails(
  classes: ReadonlyMap<string, { readonly members: ReadonlyMap<string, LockMember> }>,
  table: ReadonlyMap<string, ShapeEntry>,
  classNames: ReadonlyMap<string, string>,
  old: { readonly lock: Lock; readonly kept: readonly KeptDevice[]; readonly places: Places },
): AgreedDetails {
  const instances = new Map<string, Instance[]>();
  const add = (name: string, instance: Instance): void => {
    const known = instances.get(name);
    if (known === undefined) instances.set(name, [instance]);
    else known.push(instance);
  };
  for (const { shape, places } of table.values()) {
    const name = classNames.get(shapeKey(shape)) ?? '';
    for (const { device, path, meta } of places) add(name, { device: deviceKey(device), path, meta });
  }
  const now = new Places(classes);
  const kept = new KeptDetails(old.lock);
  for (const device of old.kept) {
    for (const [path, name] of old.places.of(device.entry.class)) {
      // A class that took another interface meanwhile may have no such block any more.
      if (now.of(device.entry.class).get(path) !== name) continue;
      add(name, { device: deviceKey(device), path, meta: kept.of(device, path, name) });
    }
  }

  const textOf = rememberedText();
  const agreed = new Map<string, ReadonlyMap<string, Meta>>();
  const devices = new Map<string, Map<string, MetaPatch>>();
  for (const [name, { members }] of classes) {
    const of = instances.get(name) ?? [];
    if (of.length === 0) continue;
    const counts = new Map<ReadonlyMap<string, Meta>, number>();
    for (const { meta } of of) counts.set(meta, (counts.get(meta) ?? 0) + 1);
    const common = majority(members.keys(), counts, textOf);
    agreed.set(name, common);
    const patches = new Map([...counts.keys()].map((meta) => [meta, patchesOf(meta, common, textOf)] as const));
    for (const { device, path, meta } of of) {
      for (const [key, patch] of patches.get(meta) ?? []) {
        const known = devices.get(device) ?? new Map<string, MetaPatch>();
        devices.set(device, known.set(joinPath(path, key), patch));
      }
    }
  }
  return { classes: agreed, devices };
}

/** By wire key, what an instance says otherwise than its class. */
function patchesOf(
  meta: ReadonlyMap<string, Meta>,
  common: ReadonlyMap<string, Meta>,
  textOf: TextOf,
): readonly (readonly [string, MetaPatch])[] {
  const patches: (readonly [string, MetaPatch])[] = [];
  for (const [key, theirs] of common) {
    const own = meta.get(key);
    const patch = own === undefined ? undefined : differences(own, theirs, textOf);
    if (patch !== undefined) patches.push([key, patch]);
  }
  return patches;
}

/** What the lock keeps of devices; those without details of their own share one object. */
class KeptDetails {
  readonly #lock: Lock;
  readonly #plain = new Map<string, ReadonlyMap<string, Meta>>();

  constructor(lock: Lock) {
    this.#lock = lock;
  }

  of(device: KeptDevice, path: string, name: string): ReadonlyMap<string, Meta> {
    const { class: deviceClass, seen, details } = device.entry;
    if (details !== undefined) return keptMeta(this.#lock, device, path, name);
    const key = [deviceClass, seen ?? '', path].join('\n');
    return remembered(this.#plain, key, () => keptMeta(this.#lock, device, path, name));
  }
}

function keptMeta(lock: Lock, { entry }: KeptDevice, path: string, name: string): ReadonlyMap<string, Meta> {
  const meta = new Map<string, Meta>();
  const of = lock.classes.get(name);
  // Of an open class, a device has only some of the members.
  const own = of?.interfaces && keysOf(of, interfaceOf(entry, of));
  for (const [key, member] of of?.members ?? [])
    if (own?.has(key) ?? true) meta.set(key, patched(member.meta, entry.details?.get(joinPath(path, key))));
  return meta;
}
