import type { DeviceSpec } from '@devgen/runtime';
import { deviceSpec } from '../class-spec.ts';
import type { Lock, LockDevice } from '../lock/lock.ts';
import type { DeviceRef } from '../merge/pulled.ts';
import { ClassPair } from './class-pair.ts';
import { ClassPrints } from './class-print.ts';
import type { WireKey } from './member-changes.ts';

export interface DiffOptions {
  /** How wire names of a kind of source compare. */
  readonly keyOf: (kind: string) => WireKey;
  /** What a device shows at this moment, where it was asked. */
  readonly shown?: (device: DeviceRef) => DeviceSpec | undefined;
}

/** Two locks, and the pairs of classes between them. */
export class Sides {
  readonly before: Lock;
  readonly after: Lock;
  readonly #options: DiffOptions;
  readonly #prints: { readonly before: ClassPrints; readonly after: ClassPrints };
  readonly #pairs = new Map<string, ClassPair>();
  readonly #kinds: ReadonlyMap<string, string>;

  constructor(before: Lock, after: Lock, options: DiffOptions) {
    this.before = before;
    this.after = after;
    this.#options = options;
    this.#prints = { before: new ClassPrints(before), after: new ClassPrints(after) };
    this.#kinds = new Map([before, after].flatMap(kindsByWorld));
  }

  pair(old: string, now: string): ClassPair {
    const key = `${old}\n${now}`;
    const known = this.#pairs.get(key);
    if (known !== undefined) return known;
    const same = this.#prints.before.of(old) === this.#prints.after.of(now);
    const sides = [
      { lock: this.before, name: old },
      { lock: this.after, name: now },
    ] as const;
    const pair = new ClassPair(...sides, same, this.#options.keyOf(this.#kindOf(old)));
    this.#pairs.set(key, pair);
    return pair;
  }

  /** What a device had, where its class does not tell: an open one stands for several shapes. */
  had(entry: LockDevice): DeviceSpec | undefined {
    return this.#own(this.before, entry);
  }

  /** What a device shows, where its class does not tell: also one with optional members stands for several shapes. */
  shows(device: DeviceRef, entry: LockDevice): DeviceSpec | undefined {
    const shown = this.#prints.after.hasOptional(entry.class) ? this.#options.shown?.(device) : undefined;
    return shown ?? this.#own(this.after, entry);
  }

  #own(lock: Lock, entry: LockDevice): DeviceSpec | undefined {
    return lock.classes.get(entry.class)?.interfaces && deviceSpec(lock, entry);
  }

  #kindOf(className: string): string {
    return this.#kinds.get(worldOf(this.before, className)) ?? '';
  }
}

function kindsByWorld(lock: Lock): [world: string, kind: string][] {
  return [...lock.sources.values()].flatMap(({ kind, devices }) => {
    const worlds = new Set([...devices.values()].map((device) => worldOf(lock, device.class)));
    return [...worlds].map((world): [string, string] => [world, kind]);
  });
}

function worldOf(lock: Lock, className: string): string {
  return lock.classes.get(className)?.id.split(':')[0] ?? '';
}
