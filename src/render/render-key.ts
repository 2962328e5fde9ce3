import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareText } from '../model/lock/canonical.ts';
import type { RenderOptions } from './render-options.ts';

/** The folders of devgen that decide what a lock becomes, below that of its code. */
const DECIDING = ['config', 'model', 'render'];
/** What they are built on. */
const BUILT_ON = ['handlebars', '@devgen/runtime'];

/**
 * A hash of everything that decides the texts of a package: the lock's bytes, the options, the templates, and the code
 * that renders. With the same key they need not be rendered to be known. `templates` is the version of the templates,
 * `overlay` all that the config says of what is generated.
 */
export function renderKey(
  lock: Buffer,
  options: Omit<RenderOptions, 'templates' | 'extensionOf'>,
  templates: string,
  overlay: string,
): string {
  const parts = {
    lock: hash(lock.includes(13) ? lock.toString('utf8').replaceAll('\r\n', '\n') : lock),
    options: Object.entries(options).toSorted(([a], [b]) => compareText(a, b)),
    templates,
    overlay,
    code: codeVersion(),
  };
  return hash(JSON.stringify(parts));
}

/** The code itself, not its version number alone: a patched devgen, or one that is worked on, is another devgen. */
function codeVersion(): string {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const all = createHash('sha256').update(process.version);
  for (const folder of DECIDING) {
    const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
    for (const name of names.filter((each) => /\.[jt]s$/.test(each)).toSorted(compareText))
      all.update(`\0${name}\0`).update(readFileSync(join(root, folder, name)));
  }
  const require = createRequire(import.meta.url);
  for (const name of BUILT_ON) all.update(`\0${name}\0`).update(readFileSync(require.resolve(`${name}/package.json`)));
  return all.digest('hex');
}

function hash(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
