import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareText } from './lock/canonical.ts';
import { peekBytes } from './read-text.ts';
import { remembered } from './remembered.ts';

/** The code of a process stays what it is. */
const known = new Map<string, string>();

/**
 * A hash of the code in a folder and of the Node that runs it. The code itself, not its version number alone: a patched
 * devgen, or one that is worked on, is another devgen.
 */
export function codeHash(folder: string): string {
  return remembered(known, folder, () => hashOf(folder));
}

function hashOf(folder: string): string {
  const all = createHash('sha256').update(process.version);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const name of names.filter((each) => /(?<!\.d)\.[jt]s$/.test(each)).toSorted(compareText))
    all.update(`\0${name}\0`).update(peekBytes(join(folder, name)) ?? '');
  return all.digest('hex');
}
