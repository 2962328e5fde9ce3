import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ImportExtension } from '../../src/config/config.ts';
import { importExtension } from '../../src/config/outputs/import-extension.ts';
import { COMPILERS } from '../render/compile.ts';
import { fixtureLock, root, Workspace } from '../render/packages.ts';

vi.setConfig({ testTimeout: 240_000 });

const LAYOUTS = ['flat', 'worlds'] as const;
const ENDINGS = ['ts', 'js', 'none'] as const;

/** The settings of a user's project, and the endings that a compiler takes with them. */
const SETTINGS: readonly (readonly [
  name: string,
  options: object,
  found: ImportExtension,
  taken: readonly string[],
])[] = [
  ['nodenext', { module: 'nodenext' }, 'js', ['js']],
  ['node16', { module: 'node16', moduleResolution: 'node16' }, 'js', ['js']],
  ['bundler', { module: 'esnext', moduleResolution: 'bundler' }, 'none', ['js', 'none']],
  ['nodenext with .ts', { module: 'nodenext', allowImportingTsExtensions: true }, 'ts', ['ts', 'js']],
  ['nodenext that rewrites', { module: 'nodenext', rewriteRelativeImportExtensions: true }, 'ts', ['ts', 'js']],
  [
    'bundler with .ts',
    { module: 'esnext', moduleResolution: 'bundler', allowImportingTsExtensions: true },
    'ts',
    ['ts', 'js', 'none'],
  ],
];

let workspace: Workspace;
beforeAll(async () => {
  workspace = await Workspace.create();
  const lock = await fixtureLock('panda');
  for (const layout of LAYOUTS)
    for (const ending of ENDINGS) await workspace.add(`${layout}-${ending}`, lock, { layout, importExtension: ending });
});
afterAll(() => workspace.remove());

/** Whether a compiler takes the packages of an ending, in both layouts. */
function takes(compiler: string, ending: string): boolean {
  const bin = join(root, 'node_modules', compiler, 'bin/tsc');
  const project = join(workspace.folder, `tsconfig.${ending}.json`);
  const { stdout } = spawnSync(process.execPath, [bin, '-p', project, '--listFiles'], { encoding: 'utf8' });
  for (const layout of LAYOUTS) expect(stdout).toContain(`${layout}-${ending}/registry-table.ts`);
  return !/error TS/.test(stdout);
}

describe.each(SETTINGS)('with %s', (_, options, found, taken) => {
  it('auto finds an ending that every compiler takes, and they take no other than is said here', async () => {
    const compilerOptions = {
      target: 'es2022',
      lib: ['es2023', 'esnext.disposable', 'dom'],
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: [],
      ...options,
    };
    await workspace.write('tsconfig.json', JSON.stringify({ compilerOptions }));
    for (const ending of ENDINGS)
      await workspace.write(
        `tsconfig.${ending}.json`,
        JSON.stringify({ extends: './tsconfig.json', include: LAYOUTS.map((layout) => `${layout}-${ending}/**/*.ts`) }),
      );
    expect(importExtension('auto', join(workspace.folder, 'flat-ts'))).toBe(found);
    expect(taken).toContain(found);
    for (const compiler of COMPILERS)
      expect([compiler, ENDINGS.filter((ending) => takes(compiler, ending))]).toEqual([compiler, taken]);
  });
});
