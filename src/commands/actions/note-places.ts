import { realpath } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { LOCK_FILE } from '../../model/lock/lock.ts';
import { LockLines } from '../../model/lock/lock-lines.ts';
import { readLock } from '../../model/lock/read-lock.ts';
import type { Places } from '../../report/formats/notes.ts';
import { git } from './git.ts';

/** Where a package of this folder and the code of users are, as a server shows files: from the top of the repository. */
export async function notePlaces(packageFolder: string, folder: string, signal: AbortSignal): Promise<Places> {
  const found = await git(folder, ['rev-parse', '--show-toplevel'], signal).catch(() => undefined);
  const top = found?.ok === true ? found.text.trim() : await realpath(folder);
  const [own, here] = await Promise.all([realpath(packageFolder), realpath(folder)]);
  const read = readLock(packageFolder);
  const lines = read && new LockLines(read.bytes.toString('utf8'), read.lock);
  const from = (path: string): string => relative(top, path).replaceAll('\\', '/');
  return {
    lock: from(join(own, LOCK_FILE)),
    lineOf: (difference) => lines?.of(difference) ?? 1,
    generated: (file) => from(join(own, file)),
    user: (file) => from(resolve(here, file)),
  };
}
