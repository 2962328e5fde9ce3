import { isBreaking } from '../diff/choose.ts';
import type { Difference, Words } from '../diff/difference.ts';
import type { Lock, LockDevice, LockMember, LockValue } from '../lock/lock.ts';
import { classPaths, type Layout } from '../names/class-paths.ts';
import { memberValues } from '../names/member-types.ts';
import type { Broken, Fate } from './broken.ts';
import { fateOf } from './fate.ts';
import { labelOwner, type Marked } from './marks.ts';

/** Every name of the older package's code that the breaking differences touch. */
export function brokenNames(
  lock: Lock,
  findings: readonly Difference[],
  marks: Marked,
  layout: Layout = 'flat',
): readonly Broken[] {
  const names = new BrokenNames(lock, marks, layout);
  return findings.filter(isBreaking).flatMap((found) => names.of(found));
}

/** A member, and the class of the lock that declares it: that of a block for a part of it. */
interface Place {
  readonly class: string;
  readonly name: string;
  readonly key: string;
  readonly member: LockMember;
}

class BrokenNames {
  readonly #lock: Lock;
  readonly #marks: Marked;
  readonly #stems: ReadonlyMap<string, string>;
  readonly #devices: ReadonlyMap<string, number>;

  constructor(lock: Lock, marks: Marked, layout: Layout) {
    this.#lock = lock;
    this.#marks = marks;
    this.#stems = classPaths(lock, layout);
    this.#devices = devicesByClass(lock);
  }

  of(found: Difference): readonly Broken[] {
    const fate = fateOf(found, this.#devices.get(found.class) ?? 0);
    if (found.rule.startsWith('DEVICE_')) return this.#devicesOf(found, fate);
    const place = found.member === undefined ? undefined : this.#placeOf(found.class, found.member);
    if (place !== undefined) return this.#member(place, found, fate);
    return this.#exports(found.class, fate);
  }

  /** A class with everything that its file exports. */
  #exports(className: string, fate: Fate): readonly Broken[] {
    const stem = this.#stems.get(className);
    if (stem === undefined) return [];
    const types = [...this.#lock.ledger.types].flatMap(([name, [owner]]) => (owner === className ? [name] : []));
    return [className, ...types].map((name) => ({ kind: 'export', stem, name, fate }));
  }

  #member(place: Place, found: Difference, fate: Fate): readonly Broken[] {
    const stem = this.#stems.get(place.class);
    if (stem === undefined) return [];
    const types = this.#typesOf(place);
    if (found.rule === 'ENUM_LABELS') return this.#labels(place, found, fate);
    const member: Broken = { kind: 'member', stem, of: place.class, name: place.name, fate };
    const fields = types.flatMap((of) =>
      gone(found.before, found.rule === 'FIELDS' ? found.after : found.before).map((name): Broken => ({
        kind: 'member',
        stem,
        of,
        name,
        fate: { ...fate, became: 'removed' },
      })),
    );
    // Where other devices of the class show nothing of it, the class keeps the types.
    const exported =
      losesTypes.has(found.rule) && fate.devices === undefined
        ? types.map((name): Broken => ({ kind: 'export', stem, name, fate: typeFate(fate) }))
        : [];
    return [member, ...fields, ...exported];
  }

  /** The labels that are gone; where all are there, those who count on their order. */
  #labels(place: Place, found: Difference, fate: Fate): readonly Broken[] {
    const sets = valuesOf(place.member).flatMap((value) => this.#setOf(value, found.before));
    const lost = gone(found.before, found.after);
    const shared = sets.filter((set) => set !== '');
    const own = sets.includes('') ? this.#typesOf(place) : [];
    const stem = this.#stems.get(place.class) ?? '';
    const marks = [
      ...shared.flatMap((set) => this.#marks.labels.get(set) ?? []),
      ...(sets.includes('') ? (this.#marks.labels.get(labelOwner(place.class, place.key)) ?? []) : []),
    ];
    return [
      ...marks.flatMap((mark) =>
        lost.map((name): Broken => ({ kind: 'label', mark, name, fate: { ...fate, became: 'label removed' } })),
      ),
      ...own.map((name): Broken => ({ kind: 'constant', stem, name, fate })),
      ...shared.map((name): Broken => ({ kind: 'constant', stem: 'labels', name, fate })),
    ];
  }

  /** The set of a value: its name where it is shared, '' for one of its own; none where the labels are others. */
  #setOf({ labels }: LockValue, before: Words | undefined): readonly string[] {
    if (labels === undefined || !Array.isArray(before)) return [];
    const words = typeof labels === 'string' ? this.#lock.labels.get(labels)?.labels : labels;
    if (JSON.stringify(words) !== JSON.stringify(before)) return [];
    return [typeof labels === 'string' ? labels : ''];
  }

  #typesOf({ class: of, key }: Place): readonly string[] {
    return [...this.#lock.ledger.types].flatMap(([name, owner]) =>
      owner.length > 1 && owner[0] === of && owner[1] === key ? [name] : [],
    );
  }

  /** By the name of the device, and by its alias. */
  #devicesOf(found: Difference, fate: Fate): readonly Broken[] {
    return found.devices.flatMap(({ source, device }): readonly Broken[] => {
      const entry: LockDevice | undefined = this.#lock.sources.get(source)?.devices.get(device);
      const alias: readonly Broken[] = entry?.alias === undefined ? [] : [{ kind: 'alias', name: entry.alias, fate }];
      return found.rule === 'DEVICE_ALIAS' ? alias : [{ kind: 'device', name: device, fate }, ...alias];
    });
  }

  /** Follows a dotted path through blocks and vectors. */
  #placeOf(className: string, path: string): Place | undefined {
    let place: Place | undefined;
    for (const name of path.split('.').filter((part) => part !== '*')) {
      const at: string | undefined =
        place === undefined ? className : 'of' in place.member ? place.member.of : undefined;
      const of = at === undefined ? undefined : this.#lock.classes.get(at);
      const key = this.#lock.ledger.members.get(of?.id ?? '')?.get(name) ?? name;
      const member = of?.members.get(key);
      if (at === undefined || member === undefined) return undefined;
      place = { class: at, name, key, member };
    }
    return place;
  }
}

/** Differences after which the types of a member are gone or have another name. */
const losesTypes: ReadonlySet<string> = new Set([
  'MEMBER_MISSING',
  'MEMBER_KIND',
  'MEMBER_TYPE',
  'MEMBER_SHAPE',
  'MEMBER_RENAMED',
]);

function typeFate(fate: Fate): Fate {
  return { ...fate, became: `its member ${fate.became}` };
}

function gone(before: Words | undefined, after: Words | undefined): readonly string[] {
  if (!Array.isArray(before)) return [];
  return before.filter((word: string) => !Array.isArray(after) || !after.includes(word));
}

function valuesOf(member: LockMember): readonly LockValue[] {
  const nested = (value: LockValue): readonly LockValue[] => [value, ...(value.fields ?? []).flatMap(nested)];
  return memberValues(member).flatMap(({ value }) => nested(value));
}

function devicesByClass(lock: Lock): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { devices } of lock.sources.values())
    for (const { class: name, gone: absent } of devices.values())
      if (absent !== true) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
