import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeBinary, required } from '../peers/install/cache.js';
import { removeFolder, temporaryFolder } from '../peers/temporary-folder.ts';
import { root, sourceFiles } from './arrows.ts';

const run = promisify(execFile);
const version = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;

const devgen = 'node_modules/devgen/bin/run.js';

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** A script over a class that the installed devgen made of a lock. */
const SCRIPT = `
import { connectAll } from '@devgen/runtime';
import { tango } from '@devgen/runtime/tango';
import { TangoTest } from './generated/devices/tango-test.ts';

const via = [tango('127.0.0.1:1')];
const { test } = await connectAll({ test: new TangoTest('sys/tg_test/1') }, { via, mock: true });
await test.ampli.set(1.5);
await test.init.execute();
const values: [number, string] = [await test.ampli.get(), await test.enumScalar.get()];
console.log(JSON.stringify([...values, test.$state.state]));
await test.$dispose();
await via[0]?.close();
`;
const CONFIG = `sources:
  db: { kind: tango, address: 'tango://127.0.0.1:1' }
output: { dir: generated/devices, package: '@facility/devices' }
`;

describe('the two packed packages', () => {
  const folder = temporaryFolder('tarballs');
  const project = join(folder, 'project');
  let packed: readonly Packed[];

  beforeAll(async () => {
    expect(olderThanSource(), 'a build older than its source: npm run prepack').toEqual([]);
    const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
    packed = await Promise.all(
      [root, join(root, 'src/runtime')].map(async (cwd) => {
        const [one] = JSON.parse((await run('npm', pack, { cwd })).stdout) as Packed[];
        if (!one) throw new Error('npm packed nothing.');
        return one;
      }),
    );
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }');
    writeFileSync(join(project, 'script.ts'), SCRIPT);
    writeFileSync(join(project, 'devgen.yaml'), CONFIG);
    mkdirSync(join(project, 'generated/devices'), { recursive: true });
    const lock = join(root, 'test/fixtures/locks/tango-test.lock.json');
    copyFileSync(lock, join(project, 'generated/devices/devgen.lock.json'));
    const tarballs = packed.map((one) => join(folder, one.filename));
    await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', ...tarballs], { cwd: project });
    await run(process.execPath, [devgen, 'generate'], { cwd: project });
    // Node 20 strips no types.
    await build({
      entryPoints: [join(project, 'script.ts')],
      outfile: join(project, 'script.js'),
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
    });
  }, 240_000);
  afterAll(() => removeFolder(folder));

  it('hold every built file and nothing of the tests', () => {
    const [tool, runtime] = packed.map((one) => one.files.map((file) => file.path));
    expect(tool).toEqual(
      expect.arrayContaining(['bin/run.js', 'oclif.manifest.json', 'LICENSE', ...builtFiles('src/', false)]),
    );
    expect(runtime).toEqual(expect.arrayContaining(['LICENSE', ...builtFiles('src/runtime/', true)]));
    expect(
      tool?.filter((path) => !/^(bin|dist|templates|completions|schemas|docs\/reference)\/|^[^/]+$/.test(path)),
    ).toEqual([]);
    expect(runtime?.filter((path) => !/^dist\/|^[^/]+$/.test(path))).toEqual([]);
  });

  const nodes = [
    { name: 'this Node', node: () => process.execPath, script: 'script.js' },
    { name: 'Node 22', node: () => required(nodeBinary(22), 'Node 22'), script: 'script.ts' },
    { name: 'Node 24', node: () => required(nodeBinary(24), 'Node 24'), script: 'script.ts' },
  ];
  it.each(nodes)('run on $name: the command line, and a class that it made', async ({ node, script }) => {
    const execute = async (...args: readonly string[]): Promise<string> =>
      (await run(node(), args, { cwd: project })).stdout;
    expect(await execute(devgen, '--version')).toContain(`devgen/${version}`);
    expect(await execute(devgen, '--help')).toMatch(/pull[^]*show|COMMANDS/);
    expect(await execute(devgen, 'check')).toContain('✔');
    expect(JSON.parse(await execute(script))).toEqual([1.5, 'LABEL0', 'connected']);
  });

  it('bring one runtime, without dependencies', async () => {
    const { stdout } = await run('npm', ['ls', '--all', '--json', '@devgen/runtime'], { cwd: project });
    const tree = JSON.parse(stdout) as { dependencies: Record<string, { dependencies?: object }> };
    expect(tree.dependencies['@devgen/runtime']?.dependencies).toBeUndefined();
    expect(JSON.stringify(tree.dependencies['devgen'])).toContain(`"@devgen/runtime":{"version":"${version}"`);
    expect(stdout.match(/"resolved"/g)).toHaveLength(2);
  });
});

function builtFiles(prefix: string, ofRuntime: boolean): readonly string[] {
  return sourceFiles('src')
    .filter((path) => path.startsWith('src/runtime/') === ofRuntime)
    .map((path) => `dist/${path.slice(prefix.length).replace(/\.ts$/, '.js')}`);
}

/** Sources whose build is missing or older: the tarballs would hold something else than the tests test. */
function olderThanSource(): readonly string[] {
  return sourceFiles('src').filter((path) => {
    const built = path.startsWith('src/runtime/')
      ? path.replace('src/runtime/', 'src/runtime/dist/')
      : path.replace('src/', 'dist/');
    const time = statSync(join(root, built.replace(/\.ts$/, '.js')), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return time < statSync(join(root, path)).mtimeMs;
  });
}
