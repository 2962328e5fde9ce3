import { hash as digest } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { codeHash } from '../model/code-hash.ts';
import { compareText } from '../model/lock/canonical.ts';
import type { RenderOptions } from './render-options.ts';

/** The folders of devgen that decide what a lock becomes, below that of its code. */
const DECIDING = ['config', 'model', 'render'];
/** What they are built on. */
const BUILT_ON = ['handlebars', '@devgen/runtime'];

/** Hashes of everything that decides the texts of a package. With the same key they need not be rendered to be known. */
export interface RenderKeys {
  readonly key: string;
  /** The same without the lock: the options, the templates, and the code that renders. */
  readonly inputs: string;
}

/** `lock` is the hash of the lock, `templates` the version of the templates, `overlay` all that the config says of what is generated. */
export function renderKeys(
  lock: string,
  options: Omit<RenderOptions, 'templates' | 'extensionOf'>,
  templates: string,
  overlay: string,
): RenderKeys {
  const parts = {
    options: Object.entries(options).toSorted(([a], [b]) => compareText(a, b)),
    templates,
    overlay,
    code: codeVersion(),
  };
  const inputs = hash(JSON.stringify(parts));
  return { inputs, key: hash(`${lock}\n${inputs}`) };
}

function codeVersion(): string {
  const require = createRequire(import.meta.url);
  const versions = BUILT_ON.map((name) => readFileSync(require.resolve(`${name}/package.json`), 'utf8'));
  return [
    ...DECIDING.map((folder) => codeHash(resolve(import.meta.dirname, '..', folder))),
    ...versions.map(hash),
  ].join('\n');
}

function hash(text: string): string {
  return digest('sha256', text);
}
