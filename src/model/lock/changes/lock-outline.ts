import { cutLock } from '../cut-lock.ts';
import type { Lock, LockBlock, LockClass, LockVector } from '../lock.ts';
import { unixBytes } from '../read-lock.ts';
import { type SliceHashes, sliceHashes } from './slice-hashes.ts';

/** What is remembered of a lock that was found sound: enough to know what else a change of some classes touches. */
export interface LockOutline {
  readonly hashes: SliceHashes;
  readonly classes: ReadonlyMap<string, OutlinedClass>;
}

/** A class without what no other class depends on: of its members only blocks. */
export type OutlinedClass = Pick<LockClass, 'id' | 'interface'> & {
  readonly isOpen: boolean;
  readonly blocks: readonly (readonly [key: string, block: LockBlock | LockVector])[];
};

/** Of a sound lock and its bytes. */
export function outlineOf(lock: Lock, bytes: Buffer): LockOutline | undefined {
  const unix = unixBytes(bytes);
  const cuts = cutLock(unix);
  const hashes = cuts && sliceHashes(unix, cuts);
  if (hashes === undefined || hashes.classes.size !== lock.classes.size) return undefined;
  return { hashes, classes: new Map(Array.from(lock.classes, ([name, of]) => [name, outlined(of)])) };
}

export function outlined({ id, interface: hash, interfaces, members }: LockClass): OutlinedClass {
  const blocks = Array.from(members).flatMap(([key, member]): [string, LockBlock | LockVector][] => {
    if (member.kind !== 'block' && member.kind !== 'vector') return [];
    const { source, of } = member;
    const place = { source, of, meta: {} };
    return [
      [key, member.kind === 'block' ? { kind: 'block', ...place } : { kind: 'vector', keys: member.keys, ...place }],
    ];
  });
  return { id, interface: hash, isOpen: interfaces !== undefined, blocks };
}

/** A class with its blocks alone, for whoever asks how classes hang together. */
export function asClass({ id, interface: hash, blocks }: OutlinedClass): LockClass {
  return { id, interface: hash, detail: '', members: new Map(blocks) };
}

/** As JSON. */
export function printOutline({ hashes, classes }: LockOutline): object {
  const { rest, names } = hashes;
  return {
    rest,
    names: [...names],
    classes: Array.from(classes, ([name, of]) => [name, hashes.classes.get(name), of]),
  };
}

/** Of what {@link printOutline} gave. */
export function readOutline(data: object): LockOutline {
  const { rest, names, classes } = data as {
    readonly rest: string;
    readonly names: readonly [string, string][];
    readonly classes: readonly [string, string, OutlinedClass][];
  };
  return {
    hashes: { rest, names: new Map(names), classes: new Map(classes.map(([name, hash]) => [name, hash])) },
    classes: new Map(classes.map(([name, , of]) => [name, of])),
  };
}
