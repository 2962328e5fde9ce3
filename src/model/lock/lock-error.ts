import { relative } from 'node:path';
import { DevgenError } from '@devgen/runtime';

/** A lock that cannot be used. `code` is the part after `LOCK.`. */
export function lockError(code: string, where: string, why: string, hint: string = restore(where)): DevgenError {
  return new DevgenError(`${where}: ${why}`, { code: `LOCK.${code}`, source: where, hint });
}

/** Git takes a path from the current folder. */
function restore(where: string): string {
  const path = relative('', where).replaceAll('\\', '/');
  const word = /^[\w./@-]+$/.test(path) ? path : `'${path}'`;
  return `Restore it from version control (git checkout -- ${word}), then devgen pull.`;
}
