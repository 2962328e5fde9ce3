import { finish, hasJournal } from './journal.ts';
import { withMutex, type MutexOptions } from './mutex.ts';

/** For the start of every command: resolves to whether a torn publication was found and finished. */
export async function recover(folder: string, options: MutexOptions = {}): Promise<boolean> {
  if (!hasJournal(folder)) return false;
  await withMutex(folder, async () => finish(folder), options);
  return true;
}
