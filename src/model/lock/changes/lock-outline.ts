import { type Cut, cutLock } from '../cut-lock.ts';
import type { Lock, LockBlock, LockClass, LockVector } from '../lock.ts';
import { unixBytes } from '../read-lock.ts';
import { ofParts, type PartHashes, type Span, spansOf } from './lock-spans.ts';

/** What is remembered of a lock that was found sound: enough to know what else a change of some classes touches. */
export interface LockOutline {
  /** Of its bytes, from the first to the last. */
  readonly spans: readonly Span[];
  readonly hashes: PartHashes;
  /** Where the values are that are in no span of entries. */
  readonly rest: Readonly<Record<'labels' | 'files' | 'types', Cut>> & { readonly sources: ReadonlyMap<string, Cut> };
  readonly classes: ReadonlyMap<string, OutlinedClass>;
}

/** A class without what no other class depends on: of its members only blocks. */
export type OutlinedClass = Pick<LockClass, 'id' | 'interface'> & {
  readonly isOpen: boolean;
  readonly blocks: readonly (readonly [key: string, block: LockBlock | LockVector])[];
};

/** Entries that are hashed together. */
const TOGETHER = 16;

/** Of a sound lock and its bytes. */
export function outlineOf(lock: Lock, bytes: Buffer, together = TOGETHER): LockOutline | undefined {
  const unix = unixBytes(bytes);
  const cuts = cutLock(unix);
  if (cuts === undefined || cuts.classes.entries.size !== lock.classes.size) return undefined;
  const { labels, ledger, sources } = cuts;
  return {
    ...spansOf(unix, cuts, together),
    rest: {
      labels: place(labels),
      files: place(ledger.files),
      types: place(ledger.types),
      sources: new Map(Array.from(sources.entries, ([name, cut]) => [name, place(cut)])),
    },
    classes: new Map(Array.from(lock.classes, ([name, of]) => [name, outlined(of)])),
  };
}

function place({ from, to }: Cut): Cut {
  return { from, to };
}

export function outlined({ id, interface: hash, interfaces, members }: LockClass): OutlinedClass {
  const blocks = Array.from(members).flatMap(([key, member]): [string, LockBlock | LockVector][] => {
    if (member.kind !== 'block' && member.kind !== 'vector') return [];
    const { source, of } = member;
    const at = { source, of, meta: {} };
    return [[key, member.kind === 'block' ? { kind: 'block', ...at } : { kind: 'vector', keys: member.keys, ...at }]];
  });
  return { id, interface: hash, isOpen: interfaces !== undefined, blocks };
}

/** A class with its blocks alone, for whoever asks how classes hang together. */
export function asClass({ id, interface: hash, blocks }: OutlinedClass): LockClass {
  return { id, interface: hash, detail: '', members: new Map(blocks) };
}

/** As JSON. */
export function printOutline({ spans, hashes, rest, classes }: LockOutline): object {
  return {
    spans,
    hashes: ofParts((of) => [...hashes[of]]),
    rest: { ...rest, sources: [...rest.sources] },
    classes: [...classes],
  };
}

interface Printed extends Pick<LockOutline, 'spans'> {
  readonly hashes: Readonly<Record<keyof PartHashes, readonly [string, string][]>>;
  readonly rest: Omit<LockOutline['rest'], 'sources'> & { readonly sources: readonly [string, Cut][] };
  readonly classes: readonly [string, OutlinedClass][];
}

/** Of what {@link printOutline} gave. */
export function readOutline(data: object): LockOutline {
  const { spans, hashes, rest, classes } = data as Printed;
  return {
    spans,
    hashes: ofParts((of) => new Map(hashes[of])),
    rest: { ...rest, sources: new Map(rest.sources) },
    classes: new Map(classes),
  };
}
