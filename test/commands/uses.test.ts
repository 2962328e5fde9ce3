import { execFileSync } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Lock } from '../../src/model/lock/lock.ts';
import { printLock } from '../../src/model/lock/print-lock.ts';
import { db, device, locked } from '../model/diff/locks.ts';
import { type Facts, rw } from '../model/pulled-source.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, type Finished, root, temporary } from './cli.ts';
import { bytesOf } from './tree-bytes.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

const speed: Facts = { speed: [rw('Speed', { type: 'f64' })] };
const more: Facts = { ...speed, ampli: [rw('Ampli', { type: 'f64' })] };
const motors = (members: Facts): Lock => locked(db(device('m/1', members), device('m/2', members)));
const compilerOptions = { module: 'nodenext', allowImportingTsExtensions: true, noEmit: true, types: [], strict: true };

let folder: Awaited<ReturnType<typeof temporary>>;

const run = (...args: string[]): Promise<Finished> => devgen(args, { cwd: folder.path });

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder.path, file)), { recursive: true });
  await writeFile(join(folder.path, file), text);
}

async function answer(...args: string[]): Promise<Record<string, unknown>> {
  const { stdout, code } = await run('diff', ...args, '--json');
  const data = validated('diff', stdout);
  expect(data['exit']).toBe(code);
  return data;
}

const useLock = (lock: Lock): Promise<void> => write('generated/devices/devgen.lock.json', printLock(lock));
const config = (include: readonly string[]): string => JSON.stringify({ compilerOptions, include });

/** The commit has the classes of `more`; the work tree has a lock without one of its members. */
beforeAll(async () => {
  folder = await temporary();
  expect((await run('init', 'tango://nowhere.invalid:1', '--package', '@bl01/devices')).code).toBe(0);
  await useLock(motors(more));
  expect((await run('generate')).code).toBe(0);
  await mkdir(join(folder.path, 'node_modules/@devgen'), { recursive: true });
  await symlink(join(root, 'src/runtime'), join(folder.path, 'node_modules/@devgen/runtime'));
  await write('.gitignore', 'node_modules\n.devgen\n');
  await write('package.json', '{ "type": "module" }');
  await write('tsconfig.json', config(['src']));
  await write('other/tsconfig.json', config(['.']));
  await write('src/scan.ts', "import { Motor } from '@bl01/devices/motor';\n\nawait new Motor('m/1').ampli.get();\n");
  await write('other/task.ts', "import { Motor } from '../generated/devices/motor.ts';\nnew Motor('m/2').ampli;\n");
  await write('other/beside.ts', 'export const ampli = 1;\n');
  for (const args of [
    ['init', '--quiet', '--initial-branch=main'],
    ['add', '--all'],
    ['commit', '--quiet', '-m', 'a'],
  ])
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: folder.path });
  await useLock(motors(speed));
});
afterAll(() => folder.remove());

const scan = {
  file: 'src/scan.ts',
  line: 3,
  column: 24,
  name: 'ampli',
  rule: 'MEMBER_MISSING',
  class: 'Motor',
  member: 'ampli',
  became: 'removed',
  before: 'rw f64',
};
const task = { ...scan, file: 'other/task.ts', line: 2, column: 18 };

describe('devgen diff --uses', () => {
  it('prints each place as one may click on it, and what became of what stands there', async () => {
    const { stdout, stderr, code } = await run('diff', '--uses');
    expect([code, stderr]).toEqual([6, '']);
    expect(stdout).toContain(
      '\nsrc/scan.ts:3:24: Motor.ampli removed\n✖ 1 use of what breaks: 1 of 1 file can reach the package\n',
    );
  });

  it('says the same while the classes are old and when they are new, and writes nothing', async () => {
    const before = await bytesOf(folder.path);
    const old = await answer('--uses');
    expect(old['uses']).toEqual({ found: [scan], files: 1, reached: 1 });
    expect(await bytesOf(folder.path)).toEqual(before);
    expect((await run('generate')).code).toBe(0);
    expect(await readFile(join(folder.path, 'generated/devices/motor.ts'), 'utf8')).not.toContain('ampli');
    expect(await answer('--uses')).toEqual(old);
  });

  it('takes the tsconfig that is named, and the commit before or after it', async () => {
    for (const args of [
      ['--uses=other/tsconfig.json', 'HEAD'],
      ['main', '--uses', 'other/tsconfig.json'],
    ])
      expect((await answer(...args))['uses']).toEqual({ found: [task], files: 2, reached: 1 });
    expect((await answer('--uses', 'main'))['uses']).toMatchObject({ found: [scan] });
  });

  it('follows the references of a tsconfig', async () => {
    const references = [{ path: 'tsconfig.json' }, { path: 'other' }];
    await write('all.json', JSON.stringify({ files: [], references }));
    expect((await answer('--uses', 'all.json'))['uses']).toEqual({ found: [task, scan], files: 3, reached: 2 });
  });

  it('finds nothing where nothing breaks', async () => {
    await useLock(motors(more));
    expect(await answer('--uses')).toMatchObject({ exit: 0, uses: { found: [] } });
    await useLock(motors(speed));
  });

  it('warns where no file can reach the package: it may be the wrong tsconfig', async () => {
    await write('none/alone.ts', 'export const ampli = 1;\n');
    await write('none/tsconfig.json', config(['.']));
    expect(await answer('--uses', 'none/tsconfig.json')).toMatchObject({
      exit: 6,
      uses: { found: [], files: 1, reached: 0 },
      warnings: [{ code: 'USES.NONE_REACHED' }],
    });
  });

  it('warns where templates of ones own make something else of a member', async () => {
    const yaml = await readFile(join(folder.path, 'devgen.yaml'), 'utf8');
    await write('devgen.yaml', `${yaml}templates: my\n`);
    await write('my/device.hbs', 'export class {{ident name}} {}\n');
    expect(await answer('--uses')).toMatchObject({
      uses: { found: [] },
      warnings: [{ code: 'USES.NOT_DECLARED', text: expect.stringContaining('Motor.ampli') }],
    });
    await write('devgen.yaml', yaml);
  });

  it.each([
    ['that is not there', 'absent.json', undefined],
    ['that names no file', 'empty.json', '{ "files": [], "include": [] }'],
    ['that is no JSON', 'broken.json', '{ "include": '],
    ['that extends one that is not there', 'extending.json', '{ "extends": "./absent.json", "include": ["src"] }'],
  ])('refuses a tsconfig %s', async (_, file, text) => {
    if (text !== undefined) await write(file, text);
    const { stdout, code } = await run('diff', '--json', '--uses', file);
    expect(code).toBe(2);
    expect(validated('error', stdout)).toMatchObject({
      code: 'USAGE.TSCONFIG',
      next: [{ command: 'devgen diff --uses tsconfig.json' }],
    });
  });
});
