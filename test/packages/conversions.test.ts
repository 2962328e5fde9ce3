import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import * as esbuild from 'esbuild';
import { rollup } from 'rollup';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { merge } from '../../src/model/merge/merge.ts';
import { compile } from '../../src/reader/compile/compile.ts';
import { renderPackage } from '../../src/render/render-package.ts';
import { under } from '../config/overlay.ts';
import { command, type Facts, pulledSource, rw } from '../model/pulled-source.ts';
import { removeFolder, temporaryFolder } from '../peers/temporary-folder.ts';
import { root } from '../repository/arrows.ts';

vi.setConfig({ testTimeout: 120_000 });

const folder = temporaryFolder('conversions');
afterAll(() => removeFolder(folder));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** Two classes, one of which types a command otherwise, and two apps with one of them each. */
beforeAll(async () => {
  const members: Facts = { level: [rw('level', { type: 'f64' })], 'Move()': [command('Move', { in: 'i64' })] };
  const lock = merge(undefined, [
    pulledSource('db', 'tango', [
      { device: 'a/b/1', id: 'tango:Plain', members },
      { device: 'a/b/2', id: 'tango:Narrow', members },
    ]),
  ]).lock;
  const overlay = '  classes: { Narrow: { members: { move: { retype: { in: { type: number } } } } } }\n';
  const files = renderPackage((await under(lock, overlay)).lock, { package: '@a/b', importExtension: 'js' });
  const texts = new Map([...files].map(([path, { text }]) => [path, text]));
  for (const [path, text] of compile(texts).files) write(`node_modules/@a/b/${path}`, text);
  write('node_modules/@a/b/package.json', texts.get('package.json') ?? '');
  mkdirSync(join(folder, 'node_modules/@devgen'), { recursive: true });
  symlinkSync(join(root, 'src/runtime'), join(folder, 'node_modules/@devgen/runtime'));
  write('package.json', '{ "type": "module" }');
  for (const name of ['Plain', 'Narrow'])
    write(
      `${name}.js`,
      `import { ${name} } from './node_modules/@a/b/${name.toLowerCase()}.js';\nexport const used = ${name};\n`,
    );
  write(
    'Both.js',
    "import { Plain } from './node_modules/@a/b/plain.js';\nimport { Narrow } from './node_modules/@a/b/narrow.js';\nexport const used = Plain;\nconst unused = Narrow;\n",
  );
});

async function withEsbuild(app: string): Promise<string> {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: folder,
    entryPoints: [app],
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    nodePaths: [join(folder, 'node_modules')],
  });
  return outputFiles[0]?.text ?? '';
}

async function withRollup(app: string): Promise<string> {
  const bundle = await rollup({
    input: join(folder, app),
    plugins: [nodeResolve({ rootDir: folder, modulePaths: [join(folder, 'node_modules')] })],
  });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  return output[0].code;
}

/** Words that stand in the conversions alone. */
const MARK = '`retype` in devgen.yaml';

it.each([
  ['esbuild', withEsbuild],
  ['Rollup', withRollup],
] as const)('%s takes the conversions along for a class that needs them, and for no other', async (_, bundle) => {
  const [plain, narrow, both] = [await bundle('Plain.js'), await bundle('Narrow.js'), await bundle('Both.js')];
  expect([plain, narrow].map((text) => text.includes('tango:'))).toEqual([true, true]);
  expect([plain.includes(MARK), narrow.includes(MARK), both.includes(MARK)]).toEqual([false, true, false]);
  expect(narrow.length - plain.length).toBeLessThan(bundle === withEsbuild ? 3_000 : 12_000);
});
