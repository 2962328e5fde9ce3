import type { Meta } from '@devgen/runtime';
import { canonical } from '../lock/canonical.ts';
import type { LockDevice, MetaPatch } from '../lock/lock.ts';
import { patched } from '../merge/consensus.ts';
import { detailsOf, isColumnUnits } from './details.ts';
import type { Change, Words } from './difference.ts';
import type { ClassSide, MemberPair } from './member-pairs.ts';

export type Patches = LockDevice['details'];
type Fact = Pick<Change, 'rule' | 'severity' | 'detail' | 'before' | 'after'>;

/** A change of one or more elements of a vector, or of what is in none. */
interface Placed {
  readonly change: Change;
  readonly member: string;
  readonly places: string[];
}

/** What the devices of two classes say otherwise beside their interfaces. */
export class DetailChanges {
  readonly #before: ClassSide;
  readonly #after: ClassSide;
  readonly #pairs: readonly MemberPair[];
  /** How many places of a device have a member's name: more than one in a vector. */
  readonly #places = new Map<string, number>();
  /** By path, for a device that says everything as its class does. */
  readonly #common = new Map<string, readonly Fact[]>();

  constructor(before: ClassSide, after: ClassSide, pairs: readonly MemberPair[]) {
    this.#before = before;
    this.#after = after;
    this.#pairs = pairs;
    for (const pair of pairs) {
      this.#places.set(pair.name, (this.#places.get(pair.name) ?? 0) + 1);
      this.#common.set(pair.path, this.#facts(pair, pair.old.meta, pair.now.meta));
    }
  }

  /** Of a device that differs from its class by these. What all elements of a vector show is told of all. */
  of(old: Patches, now: Patches): readonly Change[] {
    const found = new Map<string, Placed>();
    for (const pair of this.#pairs) {
      for (const fact of this.#factsOf(pair, old?.get(pair.path), now?.get(pair.path))) {
        const { name: member } = pair;
        const change = { ...fact, class: this.#before.name, member, source: pair.old.source };
        const key = canonical(change);
        const entry: Placed = found.get(key) ?? { change, member, places: [] };
        found.set(key, entry);
        entry.places.push(pair.place);
      }
    }
    const told = [...found.values()].flatMap(({ change, member: name, places }) =>
      places.length === this.#places.get(name) ? [change] : places.map((member) => ({ ...change, member })),
    );
    return [...this.#doc(), ...told];
  }

  #factsOf(pair: MemberPair, old: MetaPatch | undefined, now: MetaPatch | undefined): readonly Fact[] {
    if (old === undefined && now === undefined) return this.#common.get(pair.path) ?? [];
    return this.#facts(pair, patched(pair.old.meta, old), patched(pair.now.meta, now));
  }

  #facts({ old, now }: MemberPair, was: Meta, is: Meta): readonly Fact[] {
    return changedFacts(detailsOf(this.#before.lock, old, was), detailsOf(this.#after.lock, now, is));
  }

  /** Of the class itself, as long as it is the same one. */
  #doc(): readonly Change[] {
    const { name } = this.#before;
    if (name !== this.#after.name) return [];
    const [old, now] = [this.#before, this.#after].map(({ lock }) => lock.classes.get(name)?.doc);
    return old === now ? [] : [{ ...detail('doc', old, now), class: name }];
  }
}

function changedFacts(was: ReadonlyMap<string, Words>, is: ReadonlyMap<string, Words>): readonly Fact[] {
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((name): readonly Fact[] => {
    const [old, now] = [was.get(name), is.get(name)];
    if (canonical(old ?? null) === canonical(now ?? null)) return [];
    if (name === 'units' && old !== undefined)
      return [{ rule: 'UNITS', severity: 'compatible', before: old, after: now ?? 'none' }];
    return isColumnUnits(name) && old !== undefined ? [] : [detail(name, old, now)];
  });
}

export function detail(name: string, old: Words | undefined, now: Words | undefined): Fact {
  return {
    rule: 'DETAIL',
    severity: 'compatible',
    detail: name,
    ...(old !== undefined && { before: old }),
    ...(now !== undefined && { after: now }),
  };
}
