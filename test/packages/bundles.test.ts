import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import * as esbuild from 'esbuild';
import { rollup } from 'rollup';
import { build as viteBuild, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { builtManifest } from '../../src/model/built-manifest.ts';
import { compile } from '../../src/reader/compile/compile.ts';
import { renderPackage } from '../../src/render/render-package.ts';
import { removeFolder, temporaryFolder } from '../peers/temporary-folder.ts';
import { root } from '../repository/arrows.ts';
import { manyClasses } from './many-classes.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

type Form = 'workspace' | 'registry';

/** A bundle, and which modules of the package went into it. */
interface Bundle {
  readonly text: string;
  readonly modules: readonly string[];
}

const folder = temporaryFolder('bundles');
/** Vite names the places of modules in comments: the paths are equally long. */
const projectOf = (size: number, form: Form): string => join(folder, `${form}-${String(size).padStart(4, '0')}`);
afterAll(() => removeFolder(folder));

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** An app that uses one class of a package of so many. */
async function makeProject(size: number, form: Form): Promise<void> {
  const project = projectOf(size, form);
  const extension = form === 'registry' ? 'js' : 'ts';
  const options = { package: '@many/devices', importExtension: extension } as const;
  const texts = new Map([...renderPackage(await manyClasses(size), options)].map(([path, { text }]) => [path, text]));
  const { files, problems } = form === 'registry' ? compile(texts) : { files: texts, problems: [] };
  expect(problems).toEqual([]);
  const manifest = texts.get('package.json') ?? '';
  // A workspace links its packages, a registry's are files of node_modules.
  const place = join(project, form === 'registry' ? 'node_modules/@many/devices' : 'packages/devices');
  for (const [path, text] of files) write(join(place, path), text);
  write(join(place, 'package.json'), form === 'registry' ? builtManifest(manifest) : manifest);
  mkdirSync(join(project, 'node_modules/@devgen'), { recursive: true });
  symlinkSync(join(root, 'src/runtime'), join(project, 'node_modules/@devgen/runtime'));
  if (form === 'workspace') {
    mkdirSync(join(project, 'node_modules/@many'));
    symlinkSync(place, join(project, 'node_modules/@many/devices'));
  }
  write(join(project, 'package.json'), '{ "type": "module" }');
  write(join(project, 'main.js'), "import { Device7 } from '@many/devices/device7';\nexport const used = Device7;\n");
}

function own(modules: Iterable<string>): readonly string[] {
  return [...modules].filter((path) => /devices\/[^/]+\.[jt]s$/.test(path));
}

async function withEsbuild(project: string): Promise<Bundle> {
  const { metafile, outputFiles } = await esbuild.build({
    absWorkingDir: project,
    entryPoints: ['main.js'],
    bundle: true,
    minify: true,
    format: 'esm',
    metafile: true,
    write: false,
    nodePaths: [join(project, 'node_modules')],
  });
  return { text: outputFiles[0]?.text ?? '', modules: own(Object.keys(metafile.inputs)) };
}

async function withRollup(project: string): Promise<Bundle> {
  const bundle = await rollup({
    input: join(project, 'main.js'),
    plugins: [nodeResolve({ rootDir: project, modulePaths: [join(project, 'node_modules')] })],
  });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  return { text: output[0].code, modules: own(output[0].moduleIds) };
}

async function withVite(project: string): Promise<Bundle> {
  const built = await viteBuild({
    root: project,
    logLevel: 'silent',
    configFile: false,
    resolve: { dedupe: ['@devgen/runtime'] },
    build: { write: false, target: 'es2022', lib: { entry: 'main.js', formats: ['es'] } },
  });
  const [{ output }] = built as [Rolldown.RolldownOutput];
  const [chunk] = output;
  return { text: chunk.code, modules: own(chunk.moduleIds) };
}

const BUNDLERS = [
  ['esbuild', 'registry', withEsbuild],
  ['esbuild', 'workspace', withEsbuild],
  ['Rollup', 'registry', withRollup],
  ['Vite', 'registry', withVite],
  ['Vite', 'workspace', withVite],
] as const;

describe('one class of a package', () => {
  beforeAll(async () => {
    for (const size of [20, 2_000])
      for (const form of ['workspace', 'registry'] as const) await makeProject(size, form);
  });

  it.each(BUNDLERS)('%s, from a %s: the bundle is the same of 20 classes and of 2 000', async (_, form, bundler) => {
    const [few, many] = [await bundler(projectOf(20, form)), await bundler(projectOf(2_000, form))];
    for (const { text, modules } of [few, many]) {
      expect(text).toContain('tango:Device7');
      expect(text).not.toContain('tango:Device8');
      expect(modules).toHaveLength(1);
    }
    expect(many.text.length).toBe(few.text.length);
  });
});
