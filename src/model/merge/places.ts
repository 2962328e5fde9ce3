import type { LockBlock, LockClass, LockVector } from '../lock/lock.ts';
import { joinPath } from '../shape.ts';
import { remembered } from '../remembered.ts';

/** The classes that a device of a class consists of, by path: `''` is its own, `SEQ/1` a block's. */
export class Places {
  readonly #classes: ReadonlyMap<string, Pick<LockClass, 'members'>>;
  readonly #known = new Map<string, ReadonlyMap<string, string>>();

  constructor(classes: ReadonlyMap<string, Pick<LockClass, 'members'>>) {
    this.#classes = classes;
  }

  of(className: string): ReadonlyMap<string, string> {
    return remembered(this.#known, className, () => {
      const places = new Map<string, string>();
      this.#walk(className, '', places);
      return places;
    });
  }

  /** The class at a path; of one block that became several, or the reverse, what stood there before. */
  bore(className: string, path: string): string | undefined {
    const places = this.of(className);
    const known = places.get(path) ?? places.get(path.replace(/\/\d+$/, ''));
    if (known !== undefined) return known;
    const [first] = [...places.keys()].filter((each) => each.replace(/\/\d+$/, '') === path && each !== path);
    return first === undefined ? undefined : places.get(first);
  }

  #walk(className: string, path: string, places: Map<string, string>): void {
    places.set(path, className);
    for (const [key, member] of this.#classes.get(className)?.members ?? []) {
      if (member.kind !== 'block' && member.kind !== 'vector') continue;
      for (const at of blockPaths(member, joinPath(path, key))) this.#walk(member.of, at, places);
    }
  }
}

function blockPaths(member: LockBlock | LockVector, path: string): readonly string[] {
  return member.kind === 'block' ? [path] : member.keys.map((key) => joinPath(path, String(key)));
}
