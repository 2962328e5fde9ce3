import { rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { abandon, finish, hasJournal } from './journal.ts';
import { LOCAL_FOLDER } from './manifest.ts';
import { withMutex, type MutexOptions } from './mutex.ts';

export interface RecoverOptions extends MutexOptions {
  /** Give a torn publication up instead of finishing it. */
  readonly abandon?: boolean;
}

/** For the start of every command: resolves to whether a torn publication was found and ended. */
export async function recover(folder: string, options: RecoverOptions = {}): Promise<boolean> {
  if (!hasJournal(folder)) return false;
  const end = async (): Promise<void> => {
    await (options.abandon === true ? abandon(folder) : finish(folder));
    await rmdir(join(folder, LOCAL_FOLDER)).catch(() => undefined);
  };
  await withMutex(folder, end, options);
  return true;
}
