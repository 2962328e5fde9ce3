import { execFileSync } from 'node:child_process';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { printLock } from '../../src/model/lock/print-lock.ts';
import type { Lock } from '../../src/model/lock/lock.ts';
import { db, device, locked } from '../model/diff/locks.ts';
import { type Facts, r, rw } from '../model/pulled-source.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, type Finished, type RunOptions, temporary } from './cli.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

export const speed: Facts = { speed: [rw('Speed', { type: 'f64' })] };
export const more: Facts = { ...speed, extra: [r('Extra', { type: 'i32' })] };
export const motors = (members: Facts): Lock => locked(db(device('m/1', members), device('m/2', members)));
/** A branch whose name is a command to a shell. */
export const evil = '$(touch${IFS}pwned);touch${IFS}pwned';

export let folder: Awaited<ReturnType<typeof temporary>>;
export let lockFile: string;

export const run = (args: readonly string[], options: Partial<RunOptions> = {}): Promise<Finished> =>
  devgen(args, { cwd: folder.path, ...options });

export function git(...args: string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'protocol.file.allow=always'];
  return execFileSync('git', [...identity, ...args], { cwd: folder.path, env, encoding: 'utf8', stdio: 'pipe' }).trim();
}

export function commit(message: string): string {
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '--message', message);
  return git('rev-parse', 'HEAD');
}

export async function writeLock(lock: Lock): Promise<void> {
  await writeFile(lockFile, printLock(lock));
}

export async function answer(...args: string[]): Promise<Record<string, unknown>> {
  const { stdout, code } = await run(['diff', ...args, '--json']);
  const data = validated('diff', stdout);
  expect(data['exit']).toBe(code);
  return data;
}

export async function failure(
  args: readonly string[],
  options: Partial<RunOptions> = {},
): Promise<Record<string, unknown>> {
  const { stdout, code } = await run(['diff', '--json', ...args], options);
  expect(code).toBe(2);
  return validated('error', stdout);
}

/** Every file but git's own, with its time of change. */
export async function times(): Promise<readonly (readonly [name: string, time: number])[]> {
  const names = (await readdir(folder.path, { recursive: true })).filter((name) => !name.startsWith('.git/'));
  return Promise.all(names.map(async (name) => [name, (await stat(join(folder.path, name))).mtimeMs] as const));
}

export const commits: Record<'bare' | 'first' | 'broken' | 'newer', string> = {
  bare: '',
  first: '',
  broken: '',
  newer: '',
};

/**
 * main: without a lock, `first` with speed and extra, a torn lock, one of a newer format, and `HEAD` as `first`.
 * The address is one that nobody has: these comparisons need no facility.
 */
beforeAll(async () => {
  folder = await temporary();
  git('init', '--quiet', '--initial-branch=main');
  expect((await run(['init', 'tango://nowhere.invalid:1'])).code).toBe(0);
  commits.bare = commit('without a lock');
  const output = join(folder.path, 'generated/devices');
  await mkdir(output, { recursive: true });
  lockFile = join(output, 'devgen.lock.json');
  await writeLock(motors(more));
  commits.first = commit('first');
  git('tag', 'v1.0');
  git('branch', 'feature/it');
  git('branch', evil);
  await writeFile(lockFile, printLock(motors(more)).slice(0, 300));
  commits.broken = commit('torn');
  await writeFile(lockFile, printLock(motors(more)).replace(/"format":\d+/, '"format":99'));
  commits.newer = commit('newer');
  await writeLock(motors(more));
  commit('whole again');
});
afterAll(() => folder.remove());
