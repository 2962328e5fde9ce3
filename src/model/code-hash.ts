import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareText } from './lock/canonical.ts';

/**
 * A hash of the code in these folders and of the Node that runs it. The code itself, not its version number alone: a
 * patched devgen, or one that is worked on, is another devgen.
 */
export function codeHash(folders: readonly string[]): string {
  const all = createHash('sha256').update(process.version);
  for (const folder of folders) {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const name of names.filter((each) => /(?<!\.d)\.[jt]s$/.test(each)).toSorted(compareText))
      all.update(`\0${name}\0`).update(readFileSync(join(folder, name)));
  }
  return all.digest('hex');
}
