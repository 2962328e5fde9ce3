import { type LockOutline, printOutline, readOutline } from '../model/lock/changes/lock-outline.ts';
import { readNote, writeNote } from './local-note.ts';

const NOTE = 'outline';

/** The key of the memo that an outline belongs to, and that of all its inputs but the lock. */
export interface OutlineKeys {
  readonly key: string;
  readonly inputs: string;
}

/** The outline of the lock that a memo was made of; `undefined` where it is not known, or other inputs changed too. */
export function notedOutline(folder: string, { key, inputs }: OutlineKeys): LockOutline | undefined {
  const note = readNote(folder, NOTE);
  if (note?.['key'] !== key || note['inputs'] !== inputs) return undefined;
  try {
    return readOutline(note);
  } catch {
    return undefined;
  }
}

/** For whoever holds the folder's mutex. */
export function noteOutline(folder: string, { key, inputs }: OutlineKeys, outline: LockOutline): void {
  writeNote(folder, NOTE, { key, inputs, ...printOutline(outline) });
}
