import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Lock } from '../../src/model/lock/lock.ts';
import { printLock } from '../../src/model/lock/print-lock.ts';
import { devgen, root, temporary } from '../commands/cli.ts';
import { db, device, locked } from '../model/diff/locks.ts';
import { type Facts, rw } from '../model/pulled-source.ts';
import { median } from './rounds.ts';

const FILES = 500;
const rounds = 5;

let folder: Awaited<ReturnType<typeof temporary>>;

const factsOf = (members: number): Facts =>
  Object.fromEntries(
    Array.from({ length: members }, (_, at) => [`m_${at}`, [rw(`M_${at}`, { type: 'f64' })]] as const),
  );

const lockOf = (members: number): Lock =>
  locked(db(...Array.from({ length: 50 }, (_, at) => device(`m/${at}`, factsOf(members), { id: `tango:Class${at}` }))));

/** One file in three uses the package by itself, one through another file, and one not at all; each has 100 lines. */
function source(at: number): string {
  const filler = Array.from({ length: 90 }, (_, line) => `export const c${line} = (n: number): number => n + ${line};`);
  const uses = [
    [
      `import { Class${at % 50} } from '@bl01/devices/class${at % 50}';`,
      `export const tg = new Class${at % 50}('m/${at % 50}');`,
      'await tg.m29.set(1);',
      'export const { m1, m2 } = tg;',
    ],
    [`import { tg } from './f${at - 1}.ts';`, 'await tg.m0.get();', 'await tg.m29.get();'],
    [`import { readFile } from 'node:fs/promises';`, 'export const m29 = readFile;'],
  ][at % 3];
  return [...(uses ?? []), ...filler].join('\n');
}

beforeAll(async () => {
  folder = await temporary();
  const run = (...args: string[]): ReturnType<typeof devgen> => devgen(args, { cwd: folder.path });
  await run('init', 'tango://nowhere.invalid:1', '--package', '@bl01/devices');
  const output = join(folder.path, 'generated/devices');
  await mkdir(output, { recursive: true });
  await mkdir(join(folder.path, 'src'));
  await mkdir(join(folder.path, 'node_modules/@devgen'), { recursive: true });
  await symlink(join(root, 'src/runtime'), join(folder.path, 'node_modules/@devgen/runtime'));
  await writeFile(join(folder.path, 'tsconfig.json'), '{ "compilerOptions": { "module": "nodenext", "types": [] } }');
  await writeFile(join(folder.path, '.gitignore'), 'node_modules\n.devgen\n');
  for (let at = 0; at < FILES; at++) await writeFile(join(folder.path, `src/f${at}.ts`), source(at));
  await writeFile(join(output, 'devgen.lock.json'), printLock(lockOf(30)));
  expect((await run('generate')).code).toBe(0);
  for (const args of [
    ['init', '--quiet'],
    ['add', '--all'],
    ['commit', '--quiet', '-m', 'a'],
  ])
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: folder.path });
  await writeFile(join(output, 'devgen.lock.json'), printLock(lockOf(29)));
});
afterAll(() => folder.remove());

it(`diff --uses over ${FILES} files`, { timeout: 600_000 }, async () => {
  const seconds: Record<'diff' | 'uses', number[]> = { diff: [], uses: [] };
  for (let round = 0; round < rounds; round++) {
    for (const which of ['diff', 'uses'] as const) {
      const start = performance.now();
      const args = ['diff', '--json', ...(which === 'uses' ? ['--uses'] : [])];
      const { code, stdout } = await devgen(args, { cwd: folder.path });
      seconds[which].push((performance.now() - start) / 1000);
      expect(code).toBe(6);
      if (which !== 'uses') continue;
      const { uses } = JSON.parse(stdout) as { uses: { found: unknown[]; files: number; reached: number } };
      expect([uses.files, uses.reached, uses.found.length]).toEqual([FILES, 334, 334]);
    }
  }
  for (const [which, all] of Object.entries(seconds))
    console.log(
      `${which} over ${FILES} files: ${median(all).toFixed(2)} s (${Math.min(...all).toFixed(2)} to ${Math.max(...all).toFixed(2)})`,
    );
});
