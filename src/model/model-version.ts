import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareText } from './lock/canonical.ts';

/** A hash of the code that reads and checks a lock: a patched devgen, or one that is worked on, is another devgen. */
export function modelVersion(): string {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const all = createHash('sha256').update(process.version);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const name of names.filter((each) => /(?<!\.d)\.[jt]s$/.test(each)).toSorted(compareText))
    all.update(`\0${name}\0`).update(readFileSync(join(folder, name)));
  return all.digest('hex');
}
