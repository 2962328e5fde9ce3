import { kindOf } from '../compare/join.ts';
import type { Connector } from '../contract/seam.ts';
import {
  type BlockRef,
  type CommandSpec,
  type DeviceSpec,
  type MemberSpec,
  type SignalSpec,
  specOf,
} from '../contract/spec.ts';

/** A signal or command of a device or of a part of it. */
export interface Leaf {
  /** To the part, in wire names and the keys of vectors. */
  readonly path: readonly (string | number)[];
  readonly spec: SignalSpec | CommandSpec;
}

/** The signals and commands among the members and in their parts, in the order of the members. */
export function* leaves(members: readonly MemberSpec[], path: Leaf['path'] = []): IterableIterator<Leaf> {
  for (const spec of members) {
    if (spec.kind === 'block') yield* within(spec.of, [...path, spec.source]);
    else if (spec.kind !== 'vector') yield { path, spec };
    else for (const key of spec.keys) yield* within(spec.of, [...path, spec.source, key]);
  }
}

function within(of: BlockRef, path: Leaf['path']): IterableIterator<Leaf> {
  return leaves(Object.values(specOf(of).members), path);
}

/** Every signal and command of a device and its parts, by path and wire key joined with `/`. */
export function flatten(spec: DeviceSpec, keyOf: Connector['key']): Map<string, SignalSpec | CommandSpec> {
  const flat = new Map<string, SignalSpec | CommandSpec>();
  for (const leaf of leaves(Object.values(spec.members))) flat.set(flatKey(leaf.path, leaf.spec, keyOf), leaf.spec);
  return flat;
}

/** The key of one member as {@link flatten} writes it. */
export function flatKey(
  path: readonly (string | number)[],
  member: SignalSpec | CommandSpec,
  keyOf: Connector['key'],
  source: string = member.source,
): string {
  const steps = path.map((step) => (typeof step === 'number' ? String(step) : keyOf(step, 'block')));
  return [...steps, keyOf(source, kindOf(member))].join('/');
}
