import {
  type BlockRef,
  type DeviceSpec,
  type Meta,
  type MemberSpec,
  specOf,
  type ValueSpec,
  valueSpecOf,
} from '@devgen/runtime/contract';
import { interfaceHash } from './lock/hash.ts';
import type { LockMember, LockValue } from './lock/lock.ts';

/** The shape of a device or of a block of it, before it has a name. */
export interface Shape {
  readonly id: string;
  readonly interface: string;
  /** Blocks within it point to their shape by {@link shapeKey}. */
  readonly members: ReadonlyMap<string, LockMember>;
}

/** A shape and where in its device it stands: `''`, `PCAP`, `SEQ/1`. */
export interface PlacedShape {
  readonly path: string;
  readonly shape: Shape;
  readonly spec: DeviceSpec;
}

export function shapeKey(shape: Pick<Shape, 'id' | 'interface'>): string {
  return `${shape.id}\n${shape.interface}`;
}

/** The shape of a described device, and those of all its blocks, a block after what holds it. */
export function shapesOf(spec: DeviceSpec): readonly PlacedShape[] {
  const placed: PlacedShape[] = [];
  place(spec, '', placed);
  return placed.toReversed();
}

/** The interface hash of a described device. */
export function interfaceHashOf(spec: DeviceSpec): string {
  return place(spec, '', []).interface;
}

function place(spec: DeviceSpec, path: string, placed: PlacedShape[]): Shape {
  const members = new Map<string, LockMember>();
  for (const [key, member] of Object.entries(spec.members))
    members.set(key, shapeMember(member, joinPath(path, key), placed));
  const hash = interfaceHash(members, {
    labelsOf: (labels) => (typeof labels === 'string' ? undefined : labels),
    interfaceOf: (block) => block.slice(block.lastIndexOf('\n') + 1),
  });
  const shape = { id: spec.id, interface: hash, members };
  placed.push({ path, shape, spec });
  return shape;
}

function shapeMember(member: MemberSpec, path: string, placed: PlacedShape[]): LockMember {
  const base = { source: member.source, meta: {}, ...(member.optional === true ? { optional: true as const } : {}) };
  switch (member.kind) {
    case 'command': {
      const [given, result] = [valueSpecOf(member.in), valueSpecOf(member.out)];
      return {
        ...base,
        kind: 'command',
        ...(given === undefined ? {} : { in: lockValue(given) }),
        ...(result === undefined ? {} : { out: lockValue(result) }),
      };
    }
    case 'block':
      return { ...base, kind: 'block', of: placeBlock(member.of, path, placed) };
    case 'vector': {
      const keys = member.keys.toSorted((a, b) => a - b);
      const paths = keys.length === 0 ? [path] : keys.map((key) => joinPath(path, String(key)));
      const [of = ''] = paths.map((each) => placeBlock(member.of, each, placed));
      return { ...base, kind: 'vector', of, keys };
    }
    default:
      return {
        ...base,
        kind: member.kind,
        ...lockValue(member),
        ...(member.write === undefined ? {} : { write: member.write }),
      };
  }
}

function placeBlock(of: BlockRef, path: string, placed: PlacedShape[]): string {
  return shapeKey(place(specOf(of), path, placed));
}

function lockValue(spec: ValueSpec): LockValue {
  return {
    type: spec.type,
    ...(spec.labels === undefined ? {} : { labels: [...spec.labels] }),
    ...(spec.fields === undefined
      ? {}
      : {
          fields: spec.fields.map((field) => ({
            name: field.name,
            ...lockValue(field),
            ...(field.units === undefined ? {} : { units: field.units }),
          })),
        }),
  };
}

export function joinPath(path: string, key: string): string {
  return path === '' ? key : `${path}/${key}`;
}

/** What the live system says of each member of one placed shape, by wire key. */
export function metaAt(meta: ReadonlyMap<string, Meta>, { path, shape, spec }: PlacedShape): Map<string, Meta> {
  const at = new Map<string, Meta>();
  for (const [key, member] of shape.members) {
    const said = meta.get(joinPath(path, key)) ?? SILENT;
    const declared = said.labels !== undefined && ('labels' in member || 'fields' in member);
    const units = said.units === undefined ? unitsOf(spec.members[key]) : undefined;
    // Mostly there is nothing to change, and then it is still the object that other devices have too.
    at.set(key, declared || units !== undefined ? completed(said, units, declared) : said);
  }
  return at;
}

const SILENT: Meta = {};

function completed({ labels, ...said }: Meta, units: string | undefined, declared: boolean): Meta {
  return { ...(units !== undefined && { units }), ...said, ...(labels !== undefined && !declared && { labels }) };
}

/** What the members of one placed shape are called, by wire key. */
export function namesAt(
  names: ReadonlyMap<string, string> | undefined,
  { path, shape }: PlacedShape,
): ReadonlyMap<string, string> {
  const at = new Map<string, string>();
  if (names === undefined) return at;
  for (const key of shape.members.keys()) {
    const name = names.get(joinPath(path, key));
    if (name !== undefined) at.set(key, name);
  }
  return at;
}

function unitsOf(member: MemberSpec | undefined): string | undefined {
  return member !== undefined && 'units' in member ? member.units : undefined;
}
