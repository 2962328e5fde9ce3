import { readNote, writeNote } from './local-note.ts';

const NOTE = 'lock';

/** Whether this checkout once found a lock of this hash sound; `version` is that of what checks locks. */
export function isNotedLock(folder: string, lock: string, version: () => string): boolean {
  const note = readNote(folder, NOTE);
  return note !== undefined && note['lock'] === lock && note['version'] === version();
}

/** For whoever holds the folder's mutex, of a lock that was checked. */
export function noteLock(folder: string, lock: string, version: string): void {
  writeNote(folder, NOTE, { lock, version });
}
