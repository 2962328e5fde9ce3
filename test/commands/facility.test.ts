import { copyFile, readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { tangoTest } from '../../src/sim/tango/demo/tango-test/tango-test.ts';
import { startFacility } from '../../src/sim/tango/facility/facility.ts';
import { startPyServer } from '../peers/py-server.ts';
import { startPyTangoDatabase } from '../peers/pytango-database.ts';
import { startTangoTest } from '../peers/tango-test.ts';
import { allTypes } from '../sim/tango/classes/all-types.ts';
import { configured as configuredClass } from '../sim/tango/classes/configured.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, root, temporary, type Finished } from './cli.ts';
import { linkPackages, runScript, typeCheck } from './user-script.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

const name = '@facility/devices';
let db: Facility;
let folder: Awaited<ReturnType<typeof temporary>>;

const run = (...args: string[]): Promise<Finished> => devgen(args, { cwd: folder.path });

/** The command's `--json` answer, held against its schema. */
async function answer(...args: [command: string, ...rest: string[]]): Promise<Record<string, unknown>> {
  const { stdout, stderr, code } = await run(...args, '--json');
  expect(stderr).toBe('');
  const data = validated(args[0], stdout);
  expect(data['exit']).toBe(code);
  return data;
}

/** Path, bytes and time of change of everything in the package but what is of this checkout only. */
async function treeOf(dir: string): Promise<readonly string[]> {
  const files = (await readdir(dir)).filter((file) => file !== '.devgen').toSorted();
  return Promise.all(
    files.map(
      async (file) => `${file} ${(await stat(join(dir, file))).mtimeMs} ${await readFile(join(dir, file), 'utf8')}`,
    ),
  );
}

interface Facility {
  readonly tangoHost: string;
  stop(): Promise<void>;
}

async function startReal(): Promise<Facility> {
  const database = await startPyTangoDatabase();
  await Promise.all([
    startTangoTest(database),
    startPyServer('all_types.py', { db: database, devices: [{ name: 'test/all/1', class: 'AllTypes' }] }),
    startPyServer('configured.py', { db: database, devices: [{ name: 'test/configured/1', class: 'Configured' }] }),
  ]);
  await database.register('Sleeper/1', [{ name: 'test/sleeper/1', class: 'Sleeper' }]);
  return database;
}

async function startSimulated(): Promise<Facility> {
  const facility = await startFacility({
    servers: [
      { name: 'TangoTest/test', devices: [{ name: 'sys/tg_test/1', class: tangoTest }] },
      { name: 'all_types/test', devices: [{ name: 'test/all/1', class: allTypes }] },
      { name: 'configured/test', devices: [{ name: 'test/configured/1', class: configuredClass }] },
      { name: 'Sleeper/1', devices: [{ name: 'test/sleeper/1', class: configuredClass }], running: false },
    ],
  });
  return { tangoHost: facility.tangoHost, stop: () => facility.close() };
}

describe.each([
  ['real', startReal],
  ['simulated', startSimulated],
])('a %s facility, from nothing to a script that drives it', (_, start) => {
  beforeAll(async () => {
    folder = await temporary();
    db = await start();
  });
  afterAll(async () => {
    await db.stop();
    await folder.remove();
  });

  it('init and sources', async () => {
    expect((await run('init', `tango://${db.tangoHost}`, '--package', name)).code).toBe(0);
    expect(await answer('sources')).toMatchObject({
      sources: [
        {
          name: 'tango',
          reachable: true,
          devices: 4,
          running: 3,
          environment: [],
          located: { address: db.tangoHost, from: 'explicit' },
        },
      ],
    });
  });

  it('before the first pull the lock is missed', async () => {
    for (const command of [['generate'], ['check'], ['ls'], ['show', 'x']]) {
      const { code, stderr } = await run(...command);
      expect([code, stderr.trimEnd().split('\n').at(-1)]).toEqual([2, '→ devgen pull']);
      expect(stderr).toContain('[LOCK.NOT_FOUND]');
    }
  });

  it('pull --lock-only, then generate', async () => {
    expect(await answer('pull', '--lock-only')).toMatchObject({
      lockChanged: true,
      files: { written: ['devgen.lock.json'] },
    });
    const files = [
      'all-types.ts',
      'configured.ts',
      'labels.ts',
      'package.json',
      'registry-table.ts',
      'registry.ts',
      'tango-test.ts',
    ];
    expect(await answer('generate')).toMatchObject({ files: { written: files, removed: [], kept: [] } });
  });

  it('pull again reads everything and writes nothing', async () => {
    const dir = join(folder.path, 'generated/devices');
    const before = await treeOf(dir);
    expect(before.length).toBe(9);
    expect(await answer('pull')).toMatchObject({
      exit: 0,
      sources: [{ listed: 4, described: 3, neverRunning: 1 }],
      added: [],
      unreachable: [],
      lockChanged: false,
      files: { written: [], unchanged: 8 },
    });
    expect(await treeOf(dir)).toEqual(before);
  });

  it('check, offline and live', async () => {
    expect(await answer('check')).toMatchObject({ exit: 0, files: [], checked: 7 });
    expect(await answer('check', '--live')).toMatchObject({
      exit: 0,
      live: { compared: 3, findings: [], unreachable: [] },
    });
  });

  it('ls, all and by glob', async () => {
    expect(await answer('ls')).toMatchObject({ classes: 3 });
    expect(await answer('ls', 'SYS/**')).toMatchObject({
      devices: [{ source: 'tango', name: 'sys/tg_test/1', class: 'TangoTest', state: 'present' }],
    });
    expect((await run('ls')).stdout).toBe(
      'sys/tg_test/1      TangoTest\ntest/all/1         AllTypes\ntest/configured/1  Configured\n3 devices, 3 classes\n',
    );
  });

  it('show a class and a device', async () => {
    const shown = await answer('show', 'TangoTest');
    expect(shown).toMatchObject({
      kind: 'class',
      id: 'tango:TangoTest',
      file: 'tango-test.ts',
      devices: ['sys/tg_test/1'],
    });
    expect(shown['members']).toContainEqual(
      expect.objectContaining({ name: 'ampli', wire: 'ampli', kind: 'w', value: { type: 'f64' } }),
    );
    expect(shown['members']).toContainEqual(
      expect.objectContaining({
        name: 'devDouble',
        wire: 'DevDouble',
        kind: 'command',
        in: { type: 'f64' },
        out: { type: 'f64' },
      }),
    );
    expect(await answer('show', 'TEST/configured/1')).toMatchObject({
      kind: 'device',
      class: 'Configured',
      source: 'tango',
      state: 'present',
    });
    const configured = (await answer('show', 'Configured'))['members'];
    expect(configured).toContainEqual(
      expect.objectContaining({
        name: 'turns',
        limits: expect.objectContaining({ control: { low: '-4611686018427387904', high: '4611686018427387905' } }),
      }),
    );
    expect(configured).toContainEqual(
      expect.objectContaining({
        name: 'current',
        units: 'A',
        label: 'Coil current',
        limits: expect.objectContaining({ control: { low: -10, high: 10 } }),
      }),
    );
    const { stdout } = await run('show', 'tangotest');
    expect(stdout.split('\n').find((line) => line.startsWith('  devDouble '))).toMatch(
      /command +\(f64\) → f64 +DevDouble/,
    );
  });

  it('an unknown name is answered with the nearest', async () => {
    const { code, stdout } = await run('show', 'TangoTst', '--json');
    expect(code).toBe(2);
    expect(validated('error', stdout)).toMatchObject({
      code: 'USAGE.NAME_UNKNOWN',
      next: [{ command: 'devgen show TangoTest' }],
    });
    expect((await run('pull', 'no/such/*')).stderr).toContain('[USAGE.NO_DEVICE]');
  });

  it('a script over the classes type-checks, connects, reads, writes and runs commands', async () => {
    await linkPackages(folder.path, name, 'generated/devices');
    await copyFile(join(root, 'test/fixtures/user-script/scan.ts'), join(folder.path, 'scan.ts'));
    const checked = await typeCheck(folder.path, 'scan.ts');
    expect(checked.stdout).toBe('');
    expect(checked.code).toBe(0);
    const { code, stdout, stderr } = await runScript(folder.path, 'scan.ts', [`tango://${db.tangoHost}`]);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual({
      written: 12.25,
      spectrum: true,
      echoed: 2.5,
      state: 'RUNNING',
      ok: true,
      long64: '9007199254740993',
      observed: 2,
      wrong: 'function',
    });
  });
});
