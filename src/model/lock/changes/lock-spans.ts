import { hash } from 'node:crypto';
import type { Cut, CutEntries, LockCuts } from '../cut-lock.ts';

/** The parts whose entries may change by themselves. */
export const PARTS = ['classes', 'ledger', 'members'] as const;
export type Part = (typeof PARTS)[number];

/** The same of each of them. */
export function ofParts<T>(make: (part: Part) => T): Readonly<Record<Part, T>> {
  return { classes: make('classes'), ledger: make('ledger'), members: make('members') };
}

/** Some entries of a part, or what stands between two parts. One after the other they are the whole lock. */
export interface Span {
  readonly of: Part | 'rest';
  readonly entries: number;
  /** Bytes. */
  readonly size: number;
  readonly hash: string;
  /** How it begins, by which it is found again behind something of another size. */
  readonly head: string;
}

const HEAD = 40;

/** `together` entries make a span: where one of them has changed, these are looked at one by one. */
export function spansOf(
  bytes: Buffer,
  { classes, ledger }: LockCuts<CutEntries & Cut>,
  together: number,
): { readonly spans: readonly Span[]; readonly hashes: PartHashes } {
  const parts = { classes, ledger: ledger.classes, members: ledger.members };
  const spans: Span[] = [];
  let at = 0;
  for (const of of PARTS) {
    const from = parts[of].from + 1;
    spans.push(spanOf(bytes, 'rest', 0, { from: at, to: from }));
    const ends = Array.from(parts[of].entries.values(), ({ to }) => to);
    const counts = Array.from({ length: Math.ceil(ends.length / together) }, (_, index) =>
      Math.min(together, ends.length - index * together),
    );
    spans.push(...entrySpans(bytes, of, from, ends, counts));
    at = ends.at(-1) ?? from;
  }
  spans.push(spanOf(bytes, 'rest', 0, { from: at, to: bytes.length }));
  const hashes = ofParts(
    (of): ReadonlyMap<string, string> =>
      new Map(Array.from(parts[of].entries, ([key, cut]) => [key, hashAt(bytes, cut)])),
  );
  return { spans, hashes };
}

/** The spans of entries that end there, so many in each; the first begins at `from`. */
export function entrySpans(
  bytes: Buffer,
  of: Part,
  from: number,
  ends: readonly number[],
  counts: readonly number[],
): readonly Span[] {
  let at = from;
  let first = 0;
  return counts.map((entries) => {
    first += entries;
    const to = ends[first - 1] ?? at;
    const span = spanOf(bytes, of, entries, { from: at, to });
    at = to;
    return span;
  });
}

/** The hash of each entry's value, in the order of the lock. */
export type PartHashes = Readonly<Record<Part, ReadonlyMap<string, string>>>;

function spanOf(bytes: Buffer, of: Span['of'], entries: number, { from, to }: Cut): Span {
  const head = bytes.toString('latin1', from, Math.min(from + HEAD, to));
  return { of, entries, size: to - from, hash: hashAt(bytes, { from, to }), head };
}

export function hashAt(bytes: Buffer, { from, to }: Cut): string {
  return hash('sha256', bytes.subarray(from, to), 'base64url');
}

/** Where spans of one kind are in the bytes of another lock: those that changed, or a single one that did not. */
export interface Located extends Cut {
  readonly of: Span['of'];
  readonly spans: readonly Span[];
  /** The index of their first entry in the part. */
  readonly first: number;
  readonly isSame: boolean;
}

/** Places that one head is looked for at, and spans that may have changed side by side. */
const TRIES = 8;

/** The spans in the bytes of another lock, one after the other. `undefined` where the rest is another, or too much is. */
export function locate(bytes: Buffer, spans: readonly Span[]): readonly Located[] | undefined {
  const found: Located[] = [];
  const counts = { rest: 0, classes: 0, ledger: 0, members: 0 };
  let from = 0;
  const add = (some: readonly Span[], to: number, isSame: boolean): void => {
    const of = some[0]?.of;
    if (of === undefined) return;
    found.push({ of, spans: some, first: counts[of], from, to, isSame });
    counts[of] += entriesIn(some);
    from = to;
  };
  for (let index = 0; index < spans.length;) {
    const changed = changedSpans(bytes, spans, index, from);
    const next = changed && spans[index + changed.spans.length];
    if (changed === undefined || next === undefined) return undefined;
    add(changed.spans, changed.to, false);
    add([next], from + next.size, true);
    index += changed.spans.length + 1;
  }
  return from === bytes.length ? found : undefined;
}

export function entriesIn(spans: readonly Span[]): number {
  return spans.reduce((sum, { entries }) => sum + entries, 0);
}

/** Those that are not as they were, up to the next one that is. */
function changedSpans(
  bytes: Buffer,
  spans: readonly Span[],
  index: number,
  from: number,
): Pick<Located, 'spans' | 'to'> | undefined {
  for (let count = 0; count <= TRIES; count++) {
    const next = spans[index + count];
    const to = next && placeOf(bytes, next, from, count === 0);
    if (to !== undefined) return { spans: spans.slice(index, index + count), to };
    // What stands between the parts is always the same, and always behind what changed.
    if (next === undefined || next.of === 'rest') return undefined;
  }
  return undefined;
}

/** Where a span is that is as it was, at this place or behind it. */
function placeOf(bytes: Buffer, span: Span, from: number, isHere: boolean): number | undefined {
  const isAt = (at: number): boolean =>
    at + span.size <= bytes.length && hashAt(bytes, { from: at, to: at + span.size }) === span.hash;
  if (isHere) return isAt(from) ? from : undefined;
  for (let at = from, tries = 0; tries < TRIES; tries++, at++) {
    at = bytes.indexOf(span.head, at, 'latin1');
    if (at < 0) return undefined;
    if (isAt(at)) return at;
  }
  return undefined;
}
