import { canonical } from '../canonical.ts';
import { type Cut, cutEntries, type CutEntries, type LockCuts } from '../cut-lock.ts';
import { LazyMap } from '../lazy-map.ts';
import type { LockOutline } from './lock-outline.ts';
import { entriesIn, entrySpans, hashAt, type Located, ofParts, type PartHashes } from './lock-spans.ts';

/** Where the values of a lock are whose spans were located: in spans that changed, and in the others when asked for. */
export interface LocatedCuts extends LockCuts {
  /** The values that are others than in the outline, and what hash they have now. */
  readonly changed: PartHashes;
}

/** `undefined` where there are other entries than before, in another order, or written otherwise than devgen does. */
export function locatedCuts(bytes: Buffer, before: LockOutline, located: readonly Located[]): LocatedCuts | undefined {
  const { classes, ledger, members } = ofParts((of) =>
    partCuts(
      bytes,
      before.hashes[of],
      located.filter((place) => place.of === of),
    ),
  );
  if (classes === undefined || ledger === undefined || members === undefined) return undefined;
  const moved = mover(located);
  const { labels, files, types, sources } = before.rest;
  return {
    classes,
    labels: moved(labels),
    ledger: { classes: ledger, members, files: moved(files), types: moved(types) },
    sources: { entries: new Map(Array.from(sources, ([name, cut]) => [name, moved(cut)])) },
    changed: { classes: classes.changed, ledger: ledger.changed, members: members.changed },
  };
}

/** What an outline says of the bytes of a lock, of those in which its spans were located. */
export function relocated(
  { hashes }: LockOutline,
  bytes: Buffer,
  located: readonly Located[],
  { changed, classes, labels, ledger, sources }: LocatedCuts,
): Pick<LockOutline, 'spans' | 'hashes' | 'rest'> {
  const entries = { classes, ledger: ledger.classes, members: ledger.members };
  return {
    spans: located.flatMap(({ of, from, ...place }) => {
      if (place.isSame || of === 'rest') return place.spans;
      const ends = keysOf(place, hashes[of]).map((key) => entries[of].entries.get(key)?.to ?? from);
      const counts = place.spans.map((span) => span.entries);
      return entrySpans(bytes, of, from, ends, counts);
    }),
    hashes: ofParts((of) => new Map([...hashes[of], ...changed[of]])),
    rest: { labels, files: ledger.files, types: ledger.types, sources: sources.entries },
  };
}

interface PartCuts extends CutEntries {
  readonly changed: ReadonlyMap<string, string>;
}

function partCuts(
  bytes: Buffer,
  hashes: ReadonlyMap<string, string>,
  places: readonly Located[],
): PartCuts | undefined {
  const known = new Map<string, Cut>();
  const changed = new Map<string, string>();
  for (const place of places) {
    if (place.isSame) continue;
    const cuts = cutEntries(bytes, place);
    if (cuts === undefined || !isOf(bytes, place, cuts, keysOf(place, hashes))) return undefined;
    for (const [key, cut] of cuts) {
      const hash = hashAt(bytes, cut);
      if (hash !== hashes.get(key)) changed.set(key, hash);
      known.set(key, cut);
    }
  }
  const keys = [...hashes.keys()];
  const cutOf = (key: string): Cut => {
    if (!known.has(key)) {
      const index = keys.indexOf(key);
      const place = places.findLast(({ first }) => first <= index);
      for (const [each, cut] of (place && cutEntries(bytes, place)) ?? []) known.set(each, cut);
    }
    const cut = known.get(key);
    if (cut === undefined) throw new Error('the lock has no such entry');
    return cut;
  };
  return { entries: new LazyMap(hashes, (_, key) => cutOf(key)), changed };
}

/** The keys that were in these spans. */
function keysOf({ first, spans }: Pick<Located, 'first' | 'spans'>, all: ReadonlyMap<string, string>): string[] {
  return [...all.keys()].slice(first, first + entriesIn(spans));
}

/** Whether these are the entries, and nothing stands between them but what devgen writes there. */
function isOf(
  bytes: Buffer,
  { first, from }: Located,
  cuts: ReadonlyMap<string, Cut>,
  keys: readonly string[],
): boolean {
  if (cuts.size !== keys.length) return false;
  let at = from;
  for (const [index, key] of keys.entries()) {
    const cut = cuts.get(key);
    const before = `${first + index === 0 ? '' : ','}\n${canonical(key)}:`;
    if (cut === undefined || bytes.toString('utf8', at, cut.from) !== before) return false;
    at = cut.to;
  }
  return true;
}

/** Where something is now that stands between the parts: that is as long as before. */
function mover(located: readonly Located[]): (cut: Cut) => Cut {
  let at = 0;
  const moves = located.map(({ spans, to }) => {
    for (const { size } of spans) at += size;
    return { before: at, by: to - at };
  });
  return ({ from, to }) => {
    const by = moves.find(({ before }) => from < before)?.by ?? 0;
    return { from: from + by, to: to + by };
  };
}
