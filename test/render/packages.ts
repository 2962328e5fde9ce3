import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Lock } from '../../src/model/lock/lock.ts';
import { parseLock } from '../../src/model/lock/parse-lock.ts';
import { renderPackage } from '../../src/render/render-package.ts';
import type { RenderOptions } from '../../src/render/render-options.ts';

export const root = resolve(import.meta.dirname, '../..');

export const FIXTURES = ['dynamic', 'motor', 'panda', 'pva', 'tango-test'] as const;
export type Fixture = (typeof FIXTURES)[number];

export async function fixtureLock(name: Fixture): Promise<Lock> {
  const path = join(root, 'test/fixtures/locks', `${name}.lock.json`);
  return parseLock(await readFile(path, 'utf8'), path);
}

/** A folder with packages in it as a user would have them, and the runtime installed beside them. */
export class Workspace {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(): Promise<Workspace> {
    const folder = await mkdtemp(join(tmpdir(), 'devgen-packages-'));
    await mkdir(join(folder, 'node_modules/@devgen'), { recursive: true });
    await symlink(join(root, 'src/runtime'), join(folder, 'node_modules/@devgen/runtime'));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    return new Workspace(folder);
  }

  async add(name: string, lock: Lock, options: Partial<RenderOptions> = {}): Promise<void> {
    for (const [path, { text }] of renderPackage(lock, { package: `@bl01/${name}`, ...options }))
      await this.write(join(name, path), text);
  }

  async write(path: string, text: string): Promise<string> {
    const to = join(this.folder, path);
    await mkdir(dirname(to), { recursive: true });
    await writeFile(to, text);
    return to;
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
