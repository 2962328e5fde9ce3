import { readNote, writeNote } from './local-note.ts';

const MEMO = 'memo';

/** What this checkout once made of the inputs that the key is a hash of. */
export interface Memo {
  readonly key: string;
  /** Hashes of the package's texts by path. */
  readonly hashes: ReadonlyMap<string, string>;
}

/**
 * `undefined` where none is known. The memo stands for making the texts again and for nothing else: the files themselves
 * are always read.
 */
export function readMemo(folder: string): Memo | undefined {
  const { key, files } = readNote(folder, MEMO) ?? {};
  return typeof key === 'string' && Array.isArray(files) && files.every(isEntry)
    ? { key, hashes: new Map(files) }
    : undefined;
}

/** For whoever holds the folder's mutex. */
export function writeMemo(folder: string, { key, hashes }: Memo): void {
  writeNote(folder, MEMO, { key, files: [...hashes] });
}

function isEntry(entry: unknown): entry is readonly [string, string] {
  return Array.isArray(entry) && entry.length === 2 && entry.every((part) => typeof part === 'string');
}
