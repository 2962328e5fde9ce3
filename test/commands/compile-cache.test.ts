import { execFile } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { nodeBinary, required } from '../peers/install/cache.js';
import { root, temporary } from './cli.ts';

const execute = promisify(execFile);

vi.setConfig({ testTimeout: 120_000 });

const binary = required(nodeBinary(24), 'Node 24');

let folder: Awaited<ReturnType<typeof temporary>>;
beforeEach(async () => {
  folder = await temporary();
});
afterEach(() => folder.remove());

const NO_HOME = { HOME: '', LOCALAPPDATA: '', XDG_CACHE_HOME: '', NODE_COMPILE_CACHE: '' };

async function started(env: Readonly<Record<string, string>>, node = binary): Promise<void> {
  const options = { cwd: folder.path, env: { ...process.env, ...NO_HOME, ...env } };
  const { stdout, stderr } = await execute(node, [join(root, 'bin/run.js'), '--version'], options);
  expect([stdout, stderr]).toEqual([expect.stringContaining('devgen/'), '']);
}

it('keeps compiled code in the cache of the user, and nowhere else', async () => {
  const { path } = folder;
  await started({ HOME: path });
  expect(readdirSync(path)).toEqual(['.cache']);
  const [version = ''] = readdirSync(join(path, '.cache/devgen'));
  expect(readdirSync(join(path, '.cache/devgen', version)).length).toBeGreaterThan(5);
  await started({ HOME: path, XDG_CACHE_HOME: join(path, 'xdg') });
  expect(readdirSync(join(path, 'xdg'))).toEqual(['devgen']);
});

it('leaves the place to the user who names one', async () => {
  await started({ HOME: folder.path, NODE_COMPILE_CACHE: join(folder.path, 'mine') });
  expect(readdirSync(folder.path)).toEqual(['mine']);
});

it('keeps none where it is told not to, or knows no place', async () => {
  await started({ HOME: folder.path, NODE_DISABLE_COMPILE_CACHE: '1' });
  await started({});
  await started({ HOME: 'relative', XDG_CACHE_HOME: '.' });
  expect(readdirSync(folder.path)).toEqual([]);
});

it('starts all the same where the place cannot be written to', async () => {
  const file = join(folder.path, 'file');
  writeFileSync(file, '');
  await started({ HOME: file });
  await started({ HOME: '/proc' });
  expect(existsSync('/proc/.cache')).toBe(false);
});

it('starts under a Node that keeps no compiled code', async () => {
  await started({ HOME: folder.path }, process.execPath);
});
