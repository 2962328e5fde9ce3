import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBytes } from './disk.ts';
import { LOCAL_FOLDER } from './manifest.ts';
import { hasLocalFolder } from './stage.ts';

const MEMO = join(LOCAL_FOLDER, 'memo.json');
const DRAFT = join(LOCAL_FOLDER, 'memo.new');

/** Hashes of a package's texts by path. */
type Hashes = ReadonlyMap<string, string>;

/**
 * What this checkout once made of the inputs that the key is a hash of; `undefined` where that is not known. The memo
 * stands for making the texts again and for nothing else: the files themselves are always read.
 */
export function readMemo(folder: string, key: string): Hashes | undefined {
  if (!hasLocalFolder(folder)) return undefined;
  try {
    const memo: unknown = JSON.parse(readBytes(join(folder, MEMO))?.toString('utf8') ?? '{}');
    const { key: of, files } = memo as { readonly key?: unknown; readonly files?: unknown };
    return of === key && Array.isArray(files) && files.every(isEntry) ? new Map(files) : undefined;
  } catch {
    return undefined;
  }
}

/** For whoever holds the folder's mutex. A memo that cannot be written is none: nothing depends on it. */
export function writeMemo(folder: string, key: string, hashes: Hashes): void {
  try {
    mkdirSync(join(folder, LOCAL_FOLDER), { recursive: true });
    if (!hasLocalFolder(folder)) return;
    writeFileSync(join(folder, DRAFT), `${JSON.stringify({ key, files: [...hashes] })}\n`);
    renameSync(join(folder, DRAFT), join(folder, MEMO));
  } catch {
    // A checkout that may not be written to, a full disk.
  }
}

function isEntry(entry: unknown): entry is readonly [string, string] {
  return Array.isArray(entry) && entry.length === 2 && entry.every((part) => typeof part === 'string');
}
