import { once } from 'node:events';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { withMutex } from '../../src/publish/mutex.ts';
import type { DeviceServer } from '../peers/device-server.ts';
import { startPyServer } from '../peers/py-server.ts';
import { startPyTangoDatabase } from '../peers/pytango-database.ts';
import { startTangoTest } from '../peers/tango-test.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, temporary } from './cli.ts';
import { connected, connections } from './connections.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

let db: Awaited<ReturnType<typeof startPyTangoDatabase>>;
let tangoTest: DeviceServer;
let folder: Awaited<ReturnType<typeof temporary>>;
/** Where another devgen writes from the first test to the last. */
let busyFolder: Awaited<ReturnType<typeof temporary>>;
let busyPull: ReturnType<typeof devgen>;
const endOfTests = new AbortController();
const output = (): string => join(folder.path, 'generated/devices');

async function answer(...args: [command: string, ...rest: string[]]): Promise<Record<string, unknown>> {
  const { stdout, code } = await devgen([...args, '--json'], { cwd: folder.path });
  const data = validated(args[0], stdout);
  expect(data['exit']).toBe(code);
  return data;
}

beforeAll(async () => {
  folder = await temporary();
  db = await startPyTangoDatabase();
  const sensors = ['a/one/1', 'b/one/1', 'c/one/1'].map((name) => ({ name, class: 'Sensor' }));
  [tangoTest] = await Promise.all([
    startTangoTest(db),
    startPyServer('many.py', { db, devices: [...sensors, { name: 'd/sixty/1', class: 'Sixty' }] }),
  ]);
  busyFolder = await temporary();
  for (const cwd of [folder.path, busyFolder.path])
    expect((await devgen(['init', `tango://${db.tangoHost}`], { cwd })).code).toBe(0);
  await new Promise<void>((held) => {
    void withMutex(join(busyFolder.path, 'generated/devices'), async () => {
      held();
      await once(endOfTests.signal, 'abort');
    });
  });
  busyPull = devgen(['pull', '--json'], { cwd: busyFolder.path });
});
afterAll(async () => {
  endOfTests.abort();
  await busyPull;
  await busyFolder.remove();
  await db.stop();
  await folder.remove();
});

describe('pulls of different devices at the same time', () => {
  it('all end well, and the lock has what each of them saw', async () => {
    const globs = ['a/**', 'b/**', 'c/**', 'd/**', 'sys/**'];
    const pulled = await Promise.all(globs.map((glob) => answer('pull', glob)));
    expect(pulled.map(({ exit }) => exit)).toEqual(globs.map(() => 0));
    expect(pulled.map(({ added }) => (added as unknown[]).length)).toEqual(globs.map(() => 1));
    const { devices } = await answer('ls');
    expect((devices as { name: string; state: string }[]).map(({ name, state }) => `${name} ${state}`)).toEqual([
      'a/one/1 present',
      'b/one/1 present',
      'c/one/1 present',
      'd/sixty/1 present',
      'sys/tg_test/1 present',
    ]);
    expect(await answer('check')).toMatchObject({ exit: 0, files: [] });
    expect(await readdir(join(output(), '.devgen'))).toEqual([
      'last-pull.json',
      'lock.json',
      'memo.json',
      'outline.json',
    ]);
  });

  it('agree with a pull of everything', async () => {
    expect(await answer('pull')).toMatchObject({ exit: 0, lockChanged: false, files: { written: [] } });
  });
});

describe('a pull and a generate at the same time', () => {
  it.each([
    ['pull', 'generate'],
    ['generate', 'pull'],
  ])('%s first: both end well, and the tree is whole', async (...commands) => {
    // Both have something to write.
    for (const name of ['registry.ts', 'tango-test.ts', 'sensor.ts']) await rm(join(output(), name));
    const ended = await Promise.all(commands.map((command) => answer(command)));
    expect(ended.map(({ exit }) => exit)).toEqual([0, 0]);
    const written = ended.flatMap(({ files }) => (files as { written: string[] }).written);
    expect(written.toSorted()).toEqual(['registry.ts', 'sensor.ts', 'tango-test.ts']);
    expect(await answer('check')).toMatchObject({ exit: 0, files: [] });
  });
});

describe('a device that came while a pull was asking the others', () => {
  it('is not gone for that pull, though it was not on its list', async () => {
    const before = await connections(tangoTest.port);
    tangoTest.suspend();
    let asking: Promise<void> | undefined;
    const slow = devgen(['pull', '--json'], {
      cwd: folder.path,
      onStart: (child) => {
        asking = connected(tangoTest.port, before, child);
      },
    });
    try {
      await asking;
      await startPyServer('configured.py', { db, devices: [{ name: 'e/new/1', class: 'Configured' }] });
      expect(await answer('pull', 'e/**')).toMatchObject({ exit: 0, added: [{ device: 'e/new/1' }] });
    } finally {
      tangoTest.resume();
    }
    expect(validated('pull', (await slow).stdout)).toMatchObject({ gone: [], lockChanged: false });
    expect(await answer('ls', 'e/**')).toMatchObject({ devices: [{ name: 'e/new/1', state: 'present' }] });
  });
});

describe('a folder that another devgen writes to', () => {
  it('is waited for', async () => {
    const before = await readFile(join(output(), 'devgen.lock.json'), 'utf8');
    let ended = false;
    let waiting: Promise<Record<string, unknown>> | undefined;
    await withMutex(output(), async () => {
      waiting = answer('pull').finally(() => {
        ended = true;
      });
      // Without the mutex this pull would long be over.
      await answer('ls');
      await answer('check', '--live');
      expect(ended).toBe(false);
    });
    expect(await waiting).toMatchObject({ exit: 0, lockChanged: false });
    expect(await readFile(join(output(), 'devgen.lock.json'), 'utf8')).toBe(before);
  });

  it('but not for ever: exit code 2, and nothing is written', async () => {
    const { code, stdout } = await busyPull;
    expect(code).toBe(2);
    expect(validated('error', stdout)).toMatchObject({ code: 'PUBLISH.BUSY', next: [{ label: expect.any(String) }] });
    expect(await readdir(join(busyFolder.path, 'generated/devices'))).toEqual([]);
  });
});
