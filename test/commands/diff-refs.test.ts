import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Lock } from '../../src/model/lock/lock.ts';
import { printLock } from '../../src/model/lock/print-lock.ts';
import { db, device, locked } from '../model/diff/locks.ts';
import { type Facts, r, rw } from '../model/pulled-source.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, temporary } from './cli.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

const speed: Facts = { speed: [rw('Speed', { type: 'f64' })] };
const more: Facts = { ...speed, extra: [r('Extra', { type: 'i32' })] };
const other: Facts = { ...speed, other: [r('Other', { type: 'i32' })] };
const motors = (members: Facts): Lock => locked(db(device('m/1', members)));

let folder: Awaited<ReturnType<typeof temporary>>;
let main: string;

function git(cwd: string, ...args: string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'protocol.file.allow=always'];
  return execFileSync('git', [...identity, ...args], { cwd, env, encoding: 'utf8', stdio: 'pipe' }).trim();
}

async function answer(cwd: string, ...args: string[]): Promise<Record<string, unknown>> {
  const { stdout, code } = await devgen(['diff', ...args, '--json'], { cwd });
  const data = validated(code === 2 ? 'error' : 'diff', stdout);
  if (code !== 2) expect(data['exit']).toBe(code);
  return data;
}

async function writePackage(name: string, members: Facts, version: string): Promise<void> {
  const output = join(main, 'generated', name);
  await mkdir(output, { recursive: true });
  await writeFile(join(output, 'devgen.lock.json'), printLock(motors(members)));
  await writeFile(join(output, 'package.json'), JSON.stringify({ name: `@bl01/${name}`, version }));
}

function commit(message: string): void {
  git(main, 'add', '--all');
  git(main, 'commit', '--quiet', '--message', message);
}

/**
 * Two packages in one repository. main: speed and extra, then only speed in `a`, then in `b`, then a merge of a branch
 * that has another member in `a`.
 */
beforeAll(async () => {
  folder = await temporary();
  main = join(folder.path, 'main');
  await mkdir(main);
  git(main, 'init', '--quiet', '--initial-branch=main');
  for (const name of ['a', 'b']) {
    const args = ['init', 'tango://nowhere.invalid:1', '--dir', `generated/${name}`, '--config', `${name}.yaml`];
    expect((await devgen(args, { cwd: main })).code).toBe(0);
    await writePackage(name, more, '1.4.2');
  }
  commit('both');
  git(main, 'tag', '--annotate', 'v1', '--message', 'first');
  git(main, 'branch', 'side');
  await writePackage('a', speed, '2.0.0');
  commit('less in a');
  await writePackage('b', speed, '1.4.2');
  commit('less in b');
  git(main, 'switch', '--quiet', 'side');
  await writeFile(join(main, 'note.txt'), 'of the side');
  commit('a note');
  git(main, 'switch', '--quiet', 'main');
  git(main, 'merge', '--quiet', '--no-ff', '--message', 'merge', 'side');
});
afterAll(() => folder.remove());

describe('several packages of one repository', () => {
  it('are each compared with their own lock', async () => {
    await writePackage('a', other, '2.0.0');
    const a = await answer(main, '--config', 'a.yaml');
    expect(a).toMatchObject({ exit: 5, dir: 'generated/a', findings: [{ rule: 'MEMBER_EXTRA', member: 'Other' }] });
    expect(await answer(main, '--config', 'b.yaml')).toMatchObject({ exit: 0, dir: 'generated/b', findings: [] });
    await writePackage('a', speed, '2.0.0');
  });

  it.each([
    ['an annotated tag', 'v1', 6],
    ['the second parent of a merge', 'HEAD^2', 6],
    ['the first parent of a merge', 'HEAD^1', 0],
    ['three before', 'HEAD~3', 6],
    ['a branch and a path back', 'side~1', 6],
  ])('beside %s', async (_, ref, exit) => {
    expect(await answer(main, ref, '--config', 'a.yaml')).toMatchObject({ exit, before: { ref } });
  });
});

describe('the version that a change asks for', () => {
  it('follows the version that the older side has, whatever the newer one says already', async () => {
    const version = { level: 'major', from: '1.4.2', to: '2.0.0' };
    expect(await answer(main, 'v1', '--config', 'a.yaml')).toMatchObject({ version });
    expect(await answer(main, 'v1', '--config', 'b.yaml')).toMatchObject({ version });
    const { stdout } = await devgen(['diff', 'v1', '--config', 'b.yaml'], { cwd: main });
    expect(stdout).toMatch(/\n→ major change of @\S+ 1\.4\.2 -> 2\.0\.0\n$/);
  });

  it('is that of the work tree where the commit has none, and none where there is none', async () => {
    git(main, 'switch', '--quiet', '--orphan', 'empty');
    git(main, 'commit', '--quiet', '--allow-empty', '--message', 'nothing');
    git(main, 'switch', '--quiet', 'main');
    const added = await answer(main, 'empty', '--config', 'a.yaml');
    expect(added).toMatchObject({ exit: 5, version: { level: 'minor', from: '2.0.0', to: '2.1.0' } });
    const manifest = join(main, 'generated/a/package.json');
    const text = await readFile(manifest, 'utf8');
    await writeFile(manifest, '{ "version": 3 }');
    expect((await answer(main, 'empty', '--config', 'a.yaml'))['version']).toEqual({ level: 'minor' });
    await writeFile(manifest, text);
  });
});

describe('a clone', () => {
  it('knows the branches of its remote', async () => {
    const clone = join(folder.path, 'clone');
    git(folder.path, 'clone', '--quiet', `file://${main}`, clone);
    expect(await answer(clone, 'origin/side', '--config', 'a.yaml')).toMatchObject({ exit: 6 });
    expect(await answer(clone, 'side', '--config', 'a.yaml')).toMatchObject({
      code: 'GIT.REF_UNKNOWN',
      next: [{ command: 'devgen diff origin/side' }],
    });
  });

  it('of the last commit only compares with that, and tells what to fetch for another', async () => {
    const shallow = join(folder.path, 'shallow');
    git(folder.path, 'clone', '--quiet', '--depth', '1', `file://${main}`, shallow);
    expect(await answer(shallow, 'HEAD', '--config', 'a.yaml')).toMatchObject({ exit: 0 });
    for (const ref of ['HEAD~3', 'v1'])
      expect(await answer(shallow, ref, '--config', 'a.yaml')).toMatchObject({
        code: 'GIT.REF_UNKNOWN',
        next: [{ label: 'git fetch --unshallow --tags' }],
      });
    git(shallow, 'fetch', '--quiet', '--unshallow', '--tags');
    expect(await answer(shallow, 'HEAD~3', '--config', 'a.yaml')).toMatchObject({ exit: 6 });
  });
});
