import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { check } from '../../src/commands/actions/check.ts';
import { diff } from '../../src/commands/actions/diff.ts';
import { openSource } from '../../src/commands/actions/open-source.ts';
import { pull } from '../../src/commands/actions/pull.ts';
import { readLock } from '../../src/model/lock/read-lock.ts';
import type { Source } from '../../src/sources/source.ts';
import { type DemoProcess, startDemoProcess } from '../peers/demo-process.ts';
import { temporary } from './cli.ts';

vi.setConfig({ testTimeout: 120_000 });

/** The real source, and what is asked of it. */
const asked = { listings: 0, devices: [] as string[] };
vi.mock(import('../../src/commands/actions/open-source.ts'), async (original) => {
  const real = await original();
  const counted = async (...args: Parameters<typeof openSource>): Promise<Source> => {
    const source = await real.openSource(...args);
    return {
      ...source,
      list: (io) => {
        asked.listings += 1;
        return source.list(io);
      },
      describe: (batch, io) => {
        asked.devices.push(...batch.map(({ device }) => device));
        return source.describe(batch, io);
      },
      watch: (...rest) => source.watch(...rest),
      close: () => source.close(),
    };
  };
  return { ...real, openSource: counted };
});

const CONFIG = `sources:
  lab: { kind: tango, address: env }
  away: { kind: tango, address: 'tango://127.0.0.1:1' }
output:
  - { dir: generated/motion, package: motion, sources: [lab], classes: [SimMotor] }
  - { dir: generated/all, package: all, sources: [lab], include: ['lab/{motor,power}/*'], exclude: ['lab/power/2'] }
  - { dir: generated/away, package: away, sources: [away] }
`;

let demo: DemoProcess;
let folder: Awaited<ReturnType<typeof temporary>>;

beforeAll(async () => {
  demo = await startDemoProcess();
  folder = await temporary();
});
afterAll(async () => {
  await demo.stop();
  await folder.remove();
});
beforeEach(async () => {
  Object.assign(asked, { listings: 0, devices: [] });
  await write('devgen.yaml', CONFIG);
});

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder.path, file)), { recursive: true });
  await writeFile(join(folder.path, file), text);
}

function request(name?: string): Parameters<typeof check>[0] & Parameters<typeof diff>[0] & Parameters<typeof pull>[0] {
  return {
    config: undefined,
    package: name,
    folder: folder.path,
    env: { TANGO_HOST: demo.tangoHost },
    signal: new AbortController().signal,
    onProgress: () => {},
    globs: [],
    lockOnly: false,
    overwrite: false,
    live: true,
    ref: undefined,
    uses: undefined,
  };
}

async function devicesOf(name: string): Promise<readonly string[]> {
  const read = readLock(join(folder.path, 'generated', name));
  return [...(read?.lock.sources.get('lab')?.devices.keys() ?? [])];
}

it('a pull asks for each device once, however many packages have it, and leaves a package alone whose sources are away', async () => {
  const { isList, all } = await pull(request());
  expect(isList).toBe(true);
  expect(asked.listings).toBe(2);
  expect(asked.devices.toSorted()).toEqual(['lab/motor/x', 'lab/motor/y', 'lab/power/1']);
  expect(await devicesOf('motion')).toEqual(['lab/motor/x', 'lab/motor/y']);
  expect(await devicesOf('all')).toEqual(['lab/motor/x', 'lab/motor/y', 'lab/power/1']);
  expect(all.map(({ reasons }) => reasons)).toEqual([[], [], ['cannot']]);
  expect(readLock(join(folder.path, 'generated/away'))).toBeUndefined();
});

it('one package alone is pulled without what it does not have', async () => {
  const { all } = await pull(request('motion'));
  expect(all.map(({ data }) => data.files.written)).toEqual([[]]);
  expect([asked.listings, asked.devices.toSorted()]).toEqual([1, ['lab/motor/x', 'lab/motor/y']]);
});

it('check --live and diff --live ask once too, and hold each package against its own part', async () => {
  await write('devgen.yaml', CONFIG.replace(/.*away.*\n/g, ''));
  const checked = await check(request());
  expect(checked.all.map(({ data }) => [data.package, data.files, data.live?.compared])).toEqual([
    ['motion', [], 2],
    ['all', [], 3],
  ]);
  expect([asked.listings, asked.devices.length]).toEqual([1, 3]);
  const { all } = await diff(request());
  expect(all.map(({ data, reasons }) => [data.package, data.findings, reasons])).toEqual([
    ['motion', [], []],
    ['all', [], []],
  ]);
});

it('a narrower filter removes nothing, and one that fits nothing is told with its line', async () => {
  await write('devgen.yaml', CONFIG.replace(/.*away.*\n/g, '').replace('[SimMotor]', '[Motor]'));
  const { all } = await pull(request());
  expect(await devicesOf('motion')).toEqual(['lab/motor/x', 'lab/motor/y']);
  expect(all[0]?.data.outside).toBe(2);
  expect(all[0]?.warnings).toEqual([
    { code: 'CONFIG.PACKAGE_NO_MATCH', text: expect.stringMatching(/devgen.yaml:4: classes Motor fits nothing/) },
  ]);
});
