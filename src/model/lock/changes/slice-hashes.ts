import { hash } from 'node:crypto';
import type { Cut, LockCuts } from '../cut-lock.ts';

/** What the bytes of a lock are, part by part. With the same rest, the same classes and ids are in the same places. */
export interface SliceHashes {
  /** Of all that is not in one of the others: the names of classes and ids in their order, label sets, sources. */
  readonly rest: string;
  /** By class: of its entry and its line in the ledger. */
  readonly classes: ReadonlyMap<string, string>;
  /** By class id: of the names of its members. */
  readonly names: ReadonlyMap<string, string>;
}

/** `undefined` of a text with null bytes, which tell the slices apart here. */
export function sliceHashes(bytes: Buffer, { classes, ledger }: LockCuts): SliceHashes | undefined {
  if (bytes.includes(0)) return undefined;
  const of = ({ from, to }: Cut): Buffer => bytes.subarray(from, to);
  const slices: Cut[] = [...classes.entries.values()];
  const ofClasses = new Map<string, string>();
  for (const [name, cut] of classes.entries) {
    const line = ledger.classes.entries.get(name);
    const own = hash('sha256', of(cut), 'base64url');
    // Of a fixed length: where the one ends and the other begins is plain.
    ofClasses.set(name, line === undefined ? own : own + hash('sha256', of(line), 'base64url'));
  }
  for (const [name, line] of ledger.classes.entries) if (ofClasses.has(name)) slices.push(line);
  const names = new Map<string, string>();
  for (const [id, cut] of ledger.members.entries) {
    names.set(id, hash('sha256', of(cut), 'base64url'));
    slices.push(cut);
  }
  return { rest: restHash(bytes, slices), classes: ofClasses, names };
}

/** `slices` are in the order of the text. */
function restHash(bytes: Buffer, slices: readonly Cut[]): string {
  const rest: Buffer[] = [];
  let at = 0;
  for (const { from, to } of slices) {
    rest.push(bytes.subarray(at, from), SLICE);
    at = to;
  }
  rest.push(bytes.subarray(at));
  return hash('sha256', Buffer.concat(rest), 'base64url');
}

/** Stands for a slice. */
const SLICE = Buffer.from('\0');
