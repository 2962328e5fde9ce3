import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBytes, sha256 } from './disk.ts';
import { LOCAL_FOLDER } from './manifest.ts';
import { hasLocalFolder } from './stage.ts';

const NOTE = join(LOCAL_FOLDER, 'lock.json');
const DRAFT = join(LOCAL_FOLDER, 'lock.new');

/** Whether this checkout once found a lock of these very bytes sound; `version` is that of what checks locks. */
export function isNotedLock(folder: string, lock: Uint8Array, version: () => string): boolean {
  if (!hasLocalFolder(folder)) return false;
  try {
    const note: unknown = JSON.parse(readBytes(join(folder, NOTE))?.toString('utf8') ?? '{}');
    const { lock: of, version: by } = note as { readonly lock?: unknown; readonly version?: unknown };
    return of === sha256(lock) && by === version();
  } catch {
    return false;
  }
}

/** For whoever holds the folder's mutex, of a lock that was checked. A note that cannot be written is none. */
export function noteLock(folder: string, lock: Uint8Array, version: string): void {
  try {
    mkdirSync(join(folder, LOCAL_FOLDER), { recursive: true });
    if (!hasLocalFolder(folder)) return;
    writeFileSync(join(folder, DRAFT), `${JSON.stringify({ lock: sha256(lock), version })}\n`);
    renameSync(join(folder, DRAFT), join(folder, NOTE));
  } catch {
    // A checkout that may not be written to, a full disk.
  }
}
