import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type DemoProcess, startDemoProcess } from '../peers/demo-process.ts';
import { nodeBinary, required } from '../peers/install/cache.js';
import { root } from '../repository/arrows.ts';
import { type Folder, run, Tarballs } from './installed.ts';

vi.setConfig({ testTimeout: 120_000 });

const NODES = [
  ['20', process.execPath],
  ['22', required(nodeBinary(22), 'Node 22')],
  ['24', required(nodeBinary(24), 'Node 24')],
] as const;

const CONFIG = `sources:
  db: { kind: tango, address: env }
output:
  - dir: generated/motion
    package: '@lab/motion'
    classes: [SimMotor]
  - dir: generated/rest
    package: '@lab/rest'
    layout: worlds
    excludeClasses: [SimMotor]
`;

/** Of two packages, over the wire: a class that stands beside its labels, and one in a folder of its world. */
const SCRIPT = `import { connectAll } from '@devgen/runtime';
import { tango } from '@devgen/runtime/tango';
import { SimMotor } from '@lab/motion/sim-motor';
import { SimPowerSupply } from '@lab/rest/tango/sim-power-supply';
import { db as motion } from '@lab/motion/registry';

const db = tango('env', { registry: motion });
const { x, coil } = await connectAll(
  { x: new SimMotor('lab/motor/x'), coil: new SimPowerSupply('lab/power/1') },
  { via: [db] },
);
await coil.mode.set('Constant voltage');
const named = [];
for await (const motor of db.devices('lab/motor/*')) named.push(motor instanceof SimMotor);
console.log(JSON.stringify([await x.state.get(), await coil.mode.get(), named]));
await db.close();
`;
const PRINTED = ['ON', 'Constant voltage', [true, true]];

/** What a user's compiler is told, and whether it takes .ts in imports, as the sources of a workspace have them. */
const RESOLUTIONS = [
  { module: 'nodenext', moduleResolution: 'nodenext' },
  { module: 'esnext', moduleResolution: 'bundler' },
];

async function typeCheck(project: Folder, options: object): Promise<string> {
  const compilerOptions = {
    target: 'es2022',
    lib: ['es2023', 'esnext.disposable', 'dom'],
    strict: true,
    types: [],
    noEmit: true,
    skipLibCheck: false,
    ...options,
  };
  project.write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['scan.ts'] }));
  return run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', '.'], project.path);
}

let demo: DemoProcess;
let tarballs: Tarballs;
let workspace: Folder;

beforeAll(async () => {
  [demo, tarballs] = await Promise.all([startDemoProcess(), Tarballs.create()]);
  workspace = tarballs.project('workspace', {
    'package.json': JSON.stringify({ private: true, type: 'module', workspaces: ['generated/*'] }),
    'devgen.yaml': CONFIG,
    'scan.ts': SCRIPT,
  });
  await tarballs.install(workspace, tarballs.files.devgen, tarballs.files.runtime);
  await workspace.devgen(['pull', 'lab/**'], { TANGO_HOST: demo.tangoHost });
  // Its packages are there only now.
  await tarballs.install(workspace);
}, 300_000);
afterAll(async () => {
  await demo.stop();
  tarballs.remove();
});

describe('in a workspace, as they are', () => {
  it('the packages are linked, and each has what its filter says', () => {
    const { path } = workspace;
    for (const name of ['motion', 'rest'])
      expect(lstatSync(join(path, 'node_modules/@lab', name)).isSymbolicLink()).toBe(true);
    expect(readdirSync(join(path, 'generated/motion')).filter((name) => name.endsWith('.ts'))).toEqual([
      'labels.ts',
      'registry-table.ts',
      'registry.ts',
      'sim-motor.ts',
    ]);
    const rest = readdirSync(join(path, 'generated/rest/tango'));
    expect(rest).toContain('sim-power-supply.ts');
    expect(rest).not.toContain('sim-motor.ts');
  });

  it.each(RESOLUTIONS)('are compiled with $moduleResolution', async (options) => {
    expect(await typeCheck(workspace, { ...options, allowImportingTsExtensions: true })).toBe('');
    await expect(typeCheck(workspace, options)).rejects.toThrow('TS5097');
  });

  it.each(NODES)('run on Node %s', async (major, node) => {
    // Node 20 strips no types.
    const file = major === '20' ? 'scan.js' : 'scan.ts';
    if (major === '20')
      await build({
        absWorkingDir: workspace.path,
        entryPoints: ['scan.ts'],
        outfile: 'scan.js',
        bundle: true,
        external: ['@devgen/runtime'],
        platform: 'node',
        format: 'esm',
      });
    expect(JSON.parse(await run(node, [file], workspace.path, { TANGO_HOST: demo.tangoHost }))).toEqual(PRINTED);
  });
});

describe('from a registry, built and packed', () => {
  let app: Folder;
  beforeAll(async () => {
    await workspace.devgen(['build']);
    const built = ['motion', 'rest'].map((name) => join(workspace.path, 'dist/@lab', name));
    const packed = [];
    for (const folder of built) packed.push(await tarballs.pack(folder));
    app = tarballs.project('app', {
      'package.json': JSON.stringify({ private: true, type: 'module' }),
      'scan.ts': SCRIPT,
      'scan.js': SCRIPT,
    });
    await tarballs.install(app, tarballs.files.runtime, ...packed);
  }, 300_000);

  it('hold JavaScript and its types, and no fact of the facility', () => {
    const files = readdirSync(join(app.path, 'node_modules/@lab/motion')).toSorted();
    expect(files).toEqual([
      'labels.d.ts',
      'labels.js',
      'package.json',
      'registry-table.d.ts',
      'registry-table.js',
      'registry.d.ts',
      'registry.js',
      'sim-motor.d.ts',
      'sim-motor.js',
    ]);
    expect(existsSync(join(app.path, 'node_modules/@lab/rest/tango/sim-power-supply.js'))).toBe(true);
    const manifest = JSON.parse(
      readFileSync(join(app.path, 'node_modules/@lab/motion/package.json'), 'utf8'),
    ) as object;
    expect(manifest).toMatchObject({
      name: '@lab/motion',
      version: '0.1.0',
      exports: { './*': { types: './*.d.ts', default: './*.js' } },
      sideEffects: false,
      peerDependencies: { '@devgen/runtime': '^0.1.0' },
    });
    expect(manifest).not.toHaveProperty('private');
  });

  it('bring one runtime, the one that is installed beside them', async () => {
    const tree = JSON.parse(await run('npm', ['ls', '--all', '--json', '@devgen/runtime'], app.path)) as object;
    expect(JSON.stringify(tree).match(/"resolved":"file:[^"]*devgen-runtime/g)).toHaveLength(1);
  });

  it.each(RESOLUTIONS)('are compiled with $moduleResolution, libraries too', async (options) => {
    expect(await typeCheck(app, options)).toBe('');
    app.write('wrong.ts', SCRIPT.replace("'Constant voltage'", "'Constant volts'"));
    app.write('tsconfig.json', readFileSync(join(app.path, 'tsconfig.json'), 'utf8').replace('scan.ts', 'wrong.ts'));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    await expect(run(process.execPath, [tsc, '-p', '.'], app.path)).rejects.toThrow('Constant volts');
  });

  it.each(NODES)('run on Node %s', async (_, node) => {
    expect(JSON.parse(await run(node, ['scan.js'], app.path, { TANGO_HOST: demo.tangoHost }))).toEqual(PRINTED);
  });

  it('are built again with the version that their user gave them', async () => {
    await run(
      'npm',
      ['version', '1.4.0', '--no-git-tag-version', '--offline'],
      join(workspace.path, 'generated/motion'),
    );
    expect(await workspace.devgen(['check', '--package', '@lab/motion'])).toContain('up to date');
    expect(await workspace.devgen(['generate', '--package', '@lab/motion'])).toContain('nothing to do');
    expect(await workspace.devgen(['build', '--package', '@lab/motion'])).toContain('@lab/motion@1.4.0');
    const { version } = JSON.parse(readFileSync(join(workspace.path, 'dist/@lab/motion/package.json'), 'utf8')) as {
      version: string;
    };
    expect(version).toBe('1.4.0');
  });
});
