import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256 } from '../../src/publish/disk.ts';
import type { Publication } from '../../src/publish/publish.ts';

const versions = { devgen: '0.1.0', templates: 't' };

/** A package of these texts. */
export function publication(texts: Readonly<Record<string, string>>, more: Partial<Publication> = {}): Publication {
  return {
    expected: new Map(Object.entries(texts).map(([path, text]) => [path, sha256(text)])),
    textsOf: async (paths) => new Map(paths.map((path) => [path, texts[path] ?? ''])),
    versions,
    ...more,
  };
}

export const OLD: Publication = publication(
  { 'a.ts': 'a1\n', 'b.ts': 'b1\n', 'deep/c.ts': 'c1\n' },
  { lock: 'lock1\n' },
);
export const NEW: Publication = publication({ 'a.ts': 'a2\n', 'b.ts': 'b1\n', 'd.ts': 'd2\n' }, { lock: 'lock2\n' });

/** Every file of the package, without the local folder. */
export async function treeOf(folder: string): Promise<Record<string, string>> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !path.startsWith('.devgen/') && path !== '.devgen.json')
    .toSorted();
  return Object.fromEntries(
    await Promise.all(files.map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const)),
  );
}

export const OLD_TREE = { 'a.ts': 'a1\n', 'b.ts': 'b1\n', 'deep/c.ts': 'c1\n', 'devgen.lock.json': 'lock1\n' };
export const NEW_TREE = { 'a.ts': 'a2\n', 'b.ts': 'b1\n', 'd.ts': 'd2\n', 'devgen.lock.json': 'lock2\n' };

/** Writes a file of the folder as a hand would. */
export async function editIn(folder: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}
