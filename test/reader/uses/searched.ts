import { lstat, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { Difference } from '../../../src/model/diff/difference.ts';
import type { Lock } from '../../../src/model/lock/lock.ts';
import { brokenNames } from '../../../src/model/uses/broken-names.ts';
import { marked } from '../../../src/model/uses/marks.ts';
import { findUses } from '../../../src/reader/uses/find-uses.ts';
import type { FoundUses } from '../../../src/reader/uses/use.ts';
import { renderPackage } from '../../../src/render/render-package.ts';
import { diffOf } from '../../model/diff/locks.ts';
import { root } from '../../render/packages.ts';

export const PACKAGE = '@bl01/devices';

const compilerOptions = {
  target: 'es2022',
  module: 'nodenext',
  strict: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  customConditions: ['@devgen/source'],
};

/** A folder with code of a user's beside a generated package. */
export class Searched {
  readonly folder: string;
  readonly #before: Lock;
  readonly #after: Lock;

  private constructor(folder: string, before: Lock, after: Lock) {
    this.folder = folder;
    this.#before = before;
    this.#after = after;
  }

  /** On the disk are the classes of the older lock, of the newer one, or none at all. */
  static async create(before: Lock, after: Lock, onDisk: 'older' | 'newer' | 'none' = 'older'): Promise<Searched> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'devgen-uses-')));
    const made = new Searched(folder, before, after);
    await mkdir(join(folder, 'node_modules/@devgen'), { recursive: true });
    await symlink(join(root, 'src/runtime'), join(folder, 'node_modules/@devgen/runtime'));
    await made.write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['src'] }));
    await made.write('package.json', JSON.stringify({ type: 'module' }));
    if (onDisk === 'none') return made;
    for (const [path, { text }] of renderPackage(onDisk === 'older' ? before : after, { package: PACKAGE }))
      await made.write(join('generated', path), text);
    return made;
  }

  async write(file: string, text: string): Promise<void> {
    const path = join(this.folder, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }

  get findings(): readonly Difference[] {
    return diffOf(this.#before, this.#after).differences;
  }

  async search(tsconfig?: string): Promise<FoundUses> {
    const marks = marked(this.#before);
    const rendered = renderPackage(marks.lock, { package: PACKAGE });
    const files = new Map([...rendered].map(([path, { text }]) => [path, text]));
    return findUses({
      tsconfig,
      folder: this.folder,
      older: { folder: join(this.folder, 'generated'), package: PACKAGE, files },
      broken: brokenNames(this.#before, this.findings, marks),
      marks,
    });
  }

  /** `src/scan.ts: the line of code | Motor.ampli removed`, for each use. */
  async told(): Promise<readonly string[]> {
    const { uses } = await this.search();
    return Promise.all(
      uses.map(async ({ file, line, class: of, member, name, became }) => {
        const code = (await readFile(file, 'utf8')).split('\n')[line - 1]?.trim();
        const what = member === undefined ? name : `${of}.${member}${member.endsWith(name) ? '' : ` ${name}`}`;
        return `${relative(this.folder, file)}: ${code} | ${what} ${became}`;
      }),
    );
  }

  /** Every file with its time of change. */
  async tree(): Promise<readonly (readonly [name: string, time: number])[]> {
    const names = await readdir(this.folder, { recursive: true });
    return Promise.all(names.map(async (name) => [name, (await lstat(join(this.folder, name))).mtimeMs] as const));
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
