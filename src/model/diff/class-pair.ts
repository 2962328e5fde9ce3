import type { DeviceSpec } from '@devgen/runtime';
import { classSpec } from '../class-spec.ts';
import { canonical } from '../lock/canonical.ts';
import { interfaceHashOf } from '../shape.ts';
import { DetailChanges, type Patches } from './detail-changes.ts';
import type { Change } from './difference.ts';
import { memberChanges, type WireKey } from './member-changes.ts';
import { type ClassSide, type MemberPair, memberPairs } from './member-pairs.ts';
import { unnoticedChanges } from './unnoticed.ts';

/** The class that devices had and the one that they have. Everything is compared once for all of them. */
export class ClassPair {
  readonly before: ClassSide;
  readonly after: ClassSide;
  /** Whether both classes are alike in everything. */
  readonly same: boolean;
  readonly #key: WireKey;
  #spec: DeviceSpec | undefined;
  #members: readonly MemberPair[] | undefined;
  #changes: readonly Change[] | undefined;
  #details: DetailChanges | undefined;
  readonly #shown = new Map<string, readonly Change[]>();
  readonly #detailed = new Map<string, readonly Change[]>();

  constructor(before: ClassSide, after: ClassSide, same: boolean, key: WireKey) {
    this.before = before;
    this.after = after;
    this.same = same;
    this.#key = key;
  }

  /** How the newer class differs from the older one in what it declares. */
  get changes(): readonly Change[] {
    return (this.#changes ??= this.same ? [] : this.#compare());
  }

  /** How a device differs, where a side has a shape of its own beside its class; devices of one shape are alike. */
  changesOf(had: DeviceSpec | undefined, shows: DeviceSpec | undefined): readonly Change[] {
    if (had === undefined && shows === undefined) return this.changes;
    const key = [had, shows].map((spec) => spec && interfaceHashOf(spec)).join('\n');
    const known = this.#shown.get(key);
    if (known !== undefined) return known;
    const changes = memberChanges(this.before.name, had ?? this.#beforeSpec(), shows ?? this.#afterSpec(), this.#key);
    this.#shown.set(key, changes);
    return changes;
  }

  /** How what a device says beside its interface changed, by what it said otherwise than its class on either side. */
  detailsOf(old: Patches, now: Patches): readonly Change[] {
    const [was, is] = [old, now].map((patches) => (patches === undefined ? '' : canonical(patches)));
    if (this.same && was === is) return [];
    const key = `${was}\n${is}`;
    const known = this.#detailed.get(key);
    if (known !== undefined) return known;
    this.#details ??= new DetailChanges(this.before, this.after, this.#pairs());
    const changes = this.#details.of(old, now);
    this.#detailed.set(key, changes);
    return changes;
  }

  #compare(): readonly Change[] {
    const { before, after } = this;
    const changes = memberChanges(before.name, this.#beforeSpec(), this.#afterSpec(), this.#key);
    return [...changes, ...unnoticedChanges(before, after, this.#pairs(), changes)];
  }

  #beforeSpec(): DeviceSpec {
    return (this.#spec ??= classSpec(this.before.lock, this.before.name));
  }

  #afterSpec(): DeviceSpec {
    return classSpec(this.after.lock, this.after.name);
  }

  #pairs(): readonly MemberPair[] {
    return (this.#members ??= memberPairs(this.before, this.after));
  }
}
