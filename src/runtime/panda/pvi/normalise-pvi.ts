import {
  type BlockSpec,
  type CommandSpec,
  type DeviceSpec,
  type MemberSpec,
  type SignalSpec,
  specOf,
  type VectorSpec,
} from '../../core/contract/spec.ts';
import { flatKey } from '../../core/support/flatten.ts';
import { wireKey } from '../connector/wire-key.ts';
import { converter } from './converter.ts';
import { gapOf, refusalOf } from './gaps.ts';
import { type PviBox, type PviEntry, type PviKind, type PviMember, pviName } from './pvi-box.ts';

/** A box behind an IOC, in the words of its native class. */
export interface PviRoute {
  /** What compare holds the class against: a member that the IOC serves otherwise is as the IOC has it. */
  readonly live: DeviceSpec;
  /** By path and wire key, as in the native connector: `SEQ/1/PRESCALE`. */
  readonly members: ReadonlyMap<string, PviMember>;
  /** Members that the box has and the IOC does not serve, or not to be written, and why. */
  readonly gaps: ReadonlyMap<string, string>;
}

type Entries = ReadonlyMap<string, PviEntry>;
type Path = readonly (string | number)[];
const none: Entries = new Map();

/**
 * Makes one of what PandABlocks-ioc or fastcs-PandABlocks publishes and what the box itself shows: the same class fits
 * both. `wanted` is the native class, which knows what an IOC leaves out or cuts. Pure: what is read and written goes
 * through the members.
 */
export function normalisePvi(kind: PviKind, box: PviBox, wanted: DeviceSpec): PviRoute {
  const route = new Normaliser(kind, box);
  return { live: route.device(wanted), members: route.members, gaps: route.gaps };
}

class Normaliser {
  readonly members = new Map<string, PviMember>();
  readonly gaps = new Map<string, string>();
  readonly #kind: PviKind;
  readonly #box: PviBox;

  constructor(kind: PviKind, box: PviBox) {
    this.#kind = kind;
    this.#box = box;
  }

  device(wanted: DeviceSpec): DeviceSpec {
    return this.#shown(wanted, (member) =>
      member.kind === 'block' || member.kind === 'vector' ? this.#block(member) : this.#leaf(member, [], none),
    );
  }

  #shown(of: DeviceSpec, show: (member: MemberSpec) => MemberSpec | undefined): DeviceSpec {
    const members = emptyRecord();
    for (const [key, member] of Object.entries(of.members)) {
      const live = show(member);
      if (live !== undefined) members[key] = live;
    }
    return { ...of, members };
  }

  /** As many as the IOC has, whatever the class says. */
  #block(member: BlockSpec | VectorSpec): MemberSpec | undefined {
    const { source, of } = member;
    const instances = this.#box.get(pviName(source));
    if (instances === undefined) {
      const isGap = gapOf(this.#kind, [source], member) !== undefined;
      return isGap ? { ...member, of: this.#part(specOf(of), [source], none) } : undefined;
    }
    const single = instances.get(0);
    if (single !== undefined) return { kind: 'block', source, of: this.#part(specOf(of), [source], single) };
    const keys = [...instances.keys()].toSorted((a, b) => a - b);
    const [first = { id: '', members: {} }] = keys.map((key) =>
      this.#part(specOf(of), [source, key], instances.get(key) ?? none),
    );
    return { kind: 'vector', source, keys, of: first };
  }

  #part(spec: DeviceSpec, path: Path, entries: Entries): DeviceSpec {
    return this.#shown(spec, (member) =>
      member.kind === 'block' || member.kind === 'vector' ? undefined : this.#leaf(member, path, entries),
    );
  }

  #leaf(member: SignalSpec | CommandSpec, path: Path, entries: Entries): MemberSpec | undefined {
    const key = flatKey(path, member, wireKey);
    const entry = entries.get(entryName(member, path));
    if (entry === undefined) {
      const gap = gapOf(this.#kind, path.map(String), member);
      if (gap !== undefined) this.gaps.set(key, gap);
      return gap === undefined ? undefined : member;
    }
    const made = pviMember(member, path, entry, entries);
    if (made === undefined) {
      return { kind: member.kind === 'command' ? 'rw' : member.kind, source: member.source, ...entry.value };
    }
    const refusal = isArming(member, path) ? undefined : refusalOf(this.#kind, member);
    if (refusal !== undefined) this.gaps.set(key, refusal);
    this.members.set(key, refusal === undefined ? made : readOnly(made));
    return member;
  }
}

function pviMember(
  member: SignalSpec | CommandSpec,
  path: Path,
  entry: PviEntry,
  entries: Entries,
): PviMember | undefined {
  const read = entry.r ?? entry.rw;
  const write = entry.w ?? entry.rw ?? entry.x;
  const pvs = { ...(read === undefined ? {} : { read }), ...(write === undefined ? {} : { write }) };
  if (member.kind === 'command') return { ...pvs, ...trigger(member, path, entry) };
  const convert = converter(member, entry.value);
  if (convert === undefined) return undefined;
  const units = entries.get(`${pviName(member.source)}_units`);
  const unitsPv = units?.r ?? units?.rw;
  return { ...pvs, ...convert, ...(unitsPv === undefined ? {} : { units: unitsPv }) };
}

/** Arming and disarming are the two values of one record; an action is its second value. */
function trigger(
  { source }: CommandSpec,
  path: Path,
  { value: { labels = [] } }: PviEntry,
): Pick<PviMember, 'toValue' | 'toWire'> {
  const [off, on] = labels;
  const isDisarm = isArming({ source }, path) && source === 'DISARM';
  return { toValue: () => undefined, toWire: () => (isDisarm ? (off ?? 0) : (on ?? 1)) };
}

function isArming({ source }: Pick<MemberSpec, 'source'>, [block]: Path): boolean {
  return block === 'PCAP' && (source === 'ARM' || source === 'DISARM');
}

function entryName(member: SignalSpec | CommandSpec, path: Path): string {
  return member.kind === 'command' && isArming(member, path) ? 'arm' : pviName(member.source);
}

function readOnly({ read, toValue, toWire }: PviMember): PviMember {
  return { ...(read === undefined ? {} : { read }), toValue, toWire };
}

/** Names come from the wire: `__proto__` must be a key like any other. */
function emptyRecord(): Record<string, MemberSpec> {
  return Object.create(null) as Record<string, MemberSpec>;
}
