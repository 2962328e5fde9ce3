import type { Meta } from '@devgen/runtime';
import type { Lock } from '../model/lock/lock.ts';
import { Places } from '../model/merge/places.ts';
import { remembered } from '../model/remembered.ts';
import { joinPath } from '../model/shape.ts';

/** What all devices of a class say alike of its members: nothing else may stand in the class's file. */
export class Agreement {
  readonly #disputed = new Map<string, Map<string, Set<string>>>();

  constructor(lock: Lock) {
    const places = new Places(lock.classes);
    for (const { devices } of lock.sources.values()) {
      for (const { class: name, details, gone } of devices.values()) {
        if (details === undefined || gone === true) continue;
        for (const [path, at] of places.of(name))
          for (const key of lock.classes.get(at)?.members.keys() ?? [])
            this.#note(at, key, details.get(joinPath(path, key)));
      }
    }
  }

  of(className: string, key: string, meta: Meta): Meta {
    const disputed = this.#disputed.get(className)?.get(key);
    if (disputed === undefined) return meta;
    return Object.fromEntries(Object.entries(meta).filter(([field]) => !disputed.has(field)));
  }

  #note(className: string, key: string, patch: object | undefined): void {
    if (patch === undefined) return;
    const members = remembered(this.#disputed, className, () => new Map<string, Set<string>>());
    const fields = remembered(members, key, () => new Set<string>());
    for (const field of Object.keys(patch)) fields.add(field);
  }
}
