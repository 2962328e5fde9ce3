import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startIoc } from '../peers/epics-ioc.ts';
import { records } from '../peers/epics-records.ts';
import type { PvaServerPeer } from '../peers/pva-server.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, type Finished, temporary } from './cli.ts';
import { linkPackages, typeCheck } from './user-script.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

const name = '@bl01/devices';
let ioc: PvaServerPeer;
let folder: Awaited<ReturnType<typeof temporary>>;

const run = (...args: string[]): Promise<Finished> => devgen(args, { cwd: folder.path, env: { ...ioc.environment } });

/** The command's `--json` answer, held against its schema. */
async function answer(...args: [command: string, ...rest: string[]]): Promise<Record<string, unknown>> {
  const { stdout, stderr, code } = await run(...args, '--json');
  expect(stderr).toBe('');
  const data = validated(args[0], stdout);
  expect(data['exit']).toBe(code);
  return data;
}

const file = (path: string): Promise<string> => readFile(join(folder.path, 'generated/devices', path), 'utf8');

beforeAll(async () => {
  folder = await temporary();
  ioc = await startIoc(`${records('beamline.db')}\n${records('pvi.db')}`);
});
afterAll(async () => {
  await ioc.stop();
  await folder.remove();
});

describe('an IOC, from nothing to classes that compile', () => {
  it('init, sources and pull', async () => {
    expect((await run('init', `pva://${ioc.endpoint}`, '--package', name)).code).toBe(0);
    const sources = await answer('sources');
    console.log(JSON.stringify(sources, null, 1));
    const pulled = await answer('pull');
    console.log(JSON.stringify(pulled, null, 1));
    for (const f of ['slit.ts']) console.log(await file(f).catch(String));
    console.log((await run('ls')).stdout);
    console.log((await run('show', 'BL01:SLIT')).stdout, (await run('show', 'pva://BL01:SLIT:Gap')).stdout);
    console.log(JSON.stringify(await answer('check', '--live')));
    void linkPackages, typeCheck, writeFile;
  });
});
