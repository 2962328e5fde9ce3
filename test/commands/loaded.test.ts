import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { root } from './cli.ts';
import { OfflineProject } from './offline.ts';

vi.setConfig({ testTimeout: 120_000 });

/** What takes long to load, by what its modules have in their path. */
const PARTS = {
  engine: '/node_modules/handlebars/',
  compiler: '/node_modules/@ts-morph/',
  /** What connects to devices. */
  devices: '/src/runtime/dist/core/device/',
} as const;

let project: OfflineProject;
beforeAll(async () => {
  project = await OfflineProject.create('tango-test');
});
afterAll(() => project.remove());

/** Runs the command; the parts that it loaded. */
async function partsOf(args: readonly string[], code: number): Promise<readonly string[]> {
  const log = join(project.folder, 'modules.log');
  rmSync(log, { force: true });
  const preload = pathToFileURL(join(root, 'test/commands/preload/log-modules.mjs')).href;
  const finished = await project.run(args, { node: ['--import', preload], env: { MODULE_LOG: log } });
  expect(finished.code, finished.stderr).toBe(code);
  const modules = readFileSync(log, 'utf8').trim().split('\n');
  expect(modules.some((url) => url.endsWith('/dist/model/lock/read-lock.js'))).toBe(true);
  return Object.entries(PARTS).flatMap(([part, path]) => (modules.some((url) => url.includes(path)) ? [part] : []));
}

describe('a command loads template engine, compiler and devices for what it has to do only:', () => {
  it('a check that knows nothing yet renders, and writes nothing that would have to be parsed', async () => {
    expect(await partsOf(['check'], 4)).toEqual(['engine']);
  });

  it('a generate renders, and what it renders is of the form that needs no parser', async () => {
    expect(await partsOf(['generate'], 0)).toEqual(['engine']);
  });

  it('a check and a generate that have nothing to do load none of them', async () => {
    expect(await partsOf(['check'], 0)).toEqual([]);
    expect(await partsOf(['generate'], 0)).toEqual([]);
    writeFileSync(join(project.output, 'registry.ts'), '// mine\n');
    expect(await partsOf(['check'], 4)).toEqual([]);
    expect(await partsOf(['generate'], 4)).toEqual([]);
    expect(await partsOf(['generate', '--overwrite'], 0)).toEqual(['engine']);
  });

  it('to show what the lock has none of them is needed', async () => {
    for (const args of [['ls'], ['show', 'TangoTest'], ['show', 'sys/tg_test/1']])
      expect(await partsOf(args, 0)).toEqual([]);
  });

  it('a check of the facility is seen to load what asks it', async () => {
    expect(await partsOf(['check', '--live'], 2)).toContain('devices');
  });

  it('a bad template is worth the compiler', async () => {
    mkdirSync(join(project.folder, 'mine'));
    writeFileSync(join(project.folder, 'mine/header.hbs'), '}{\n');
    const config = join(project.folder, 'devgen.yaml');
    writeFileSync(config, `${readFileSync(config, 'utf8')}templates: ./mine\n`);
    expect(await partsOf(['generate'], 2)).toEqual(['engine', 'compiler']);
  });
});
