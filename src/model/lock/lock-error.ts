import { relative } from 'node:path';
import { DevgenError } from '@devgen/runtime/contract';

/** A lock that cannot be used. `code` is the part after `LOCK.`. */
export function lockError(code: string, where: string, why: string, hint: string = restore(where)): DevgenError {
  return new DevgenError(`${where}: ${why}`, { code: `LOCK.${code}`, source: where, hint });
}

function restore(where: string): string {
  return `Restore it from version control (git checkout -- ${gitPath(where)}), then devgen pull.`;
}

/** What to do where two branches were merged: a lock is taken whole, and the pull gives what is missing new names. */
export function takeOneSide(where: string): string {
  const path = gitPath(where);
  return `Take the lock of one side whole (git checkout --ours -- ${path}; of a merge that is committed, git checkout HEAD^ -- ${path}), then devgen pull.`;
}

/** Git takes a path from the current folder. */
function gitPath(where: string): string {
  const path = relative('', where).replaceAll('\\', '/');
  return /^[\w./@-]+$/.test(path) ? path : `'${path}'`;
}
