import { join } from 'node:path';
import { LOCK_FILE, type Lock } from './lock.ts';
import { parseLock } from './parse-lock.ts';
import { readText } from '../read-text.ts';

/** A lock as it is on the disk. */
export interface ReadLock {
  readonly text: string;
  readonly lock: Lock;
}

/** The lock in a package folder; `undefined` when there is none yet. What was read before is not parsed again. */
export async function readLock(folder: string, before?: ReadLock): Promise<ReadLock | undefined> {
  const path = join(folder, LOCK_FILE);
  const text = await readText(path);
  if (text === undefined) return undefined;
  return text === before?.text ? before : { text, lock: parseLock(text, path) };
}
