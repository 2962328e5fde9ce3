import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DeviceServer } from '../peers/device-server.ts';
import { startPyServer } from '../peers/py-server.ts';
import { startPyTangoDatabase } from '../peers/pytango-database.ts';
import { startTangoTest } from '../peers/tango-test.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, type RunOptions, temporary } from './cli.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

let db: Awaited<ReturnType<typeof startPyTangoDatabase>>;
let sensors: DeviceServer;
let folder: Awaited<ReturnType<typeof temporary>>;
let config: string;
let locks = 0;

async function answer(
  args: readonly [command: string, ...rest: string[]],
  options: Partial<RunOptions> = {},
): Promise<Record<string, unknown>> {
  const { stdout, code } = await devgen([...args, '--json'], { cwd: folder.path, ...options });
  const data = validated(args[0], stdout);
  expect(data['exit']).toBe(code);
  return data;
}

/** Runs with more words in the entry of the only source. */
async function withSource<R>(more: string, run: () => Promise<R>): Promise<R> {
  const text = await readFile(config, 'utf8');
  await writeFile(
    config,
    text.replace(/( +)kind: tango\n/, (line, indent: string) => `${line}${indent}${more}\n`),
  );
  try {
    return await run();
  } finally {
    await writeFile(config, text);
  }
}

/** What `ls` shows after a pull into a lock of its own. */
async function pulledWith(more: string, ...globs: readonly string[]): Promise<readonly string[]> {
  const text = await readFile(config, 'utf8');
  await writeFile(config, text.replace(/dir: .*/, `dir: generated/own-${++locks}`));
  try {
    return await withSource(more, async () => {
      await answer(['pull', '--lock-only', ...globs]);
      const { devices } = await answer(['ls']);
      return (devices as { name: string }[]).map(({ name }) => name);
    });
  } finally {
    await writeFile(config, text);
  }
}

beforeAll(async () => {
  folder = await temporary();
  config = join(folder.path, 'devgen.yaml');
  db = await startPyTangoDatabase();
  const devices = ['a/one/1', 'a/one/2', 'b/one/1'].map((name) => ({ name, class: 'Sensor' }));
  [sensors] = await Promise.all([
    startPyServer('many.py', { db, devices: [...devices, { name: 'b/sixty/1', class: 'Sixty' }] }),
    startTangoTest(db),
  ]);
  expect((await devgen(['init', `tango://${db.tangoHost}`], { cwd: folder.path })).code).toBe(0);
});
afterAll(async () => {
  sensors.resume();
  await db.stop();
  await folder.remove();
});

describe('what is pulled', () => {
  it.each([
    ['everything', 'exclude: []', [], ['a/one/1', 'a/one/2', 'b/one/1', 'b/sixty/1', 'sys/tg_test/1']],
    ['devices', "include: ['A/**']", [], ['a/one/1', 'a/one/2']],
    ['all devices but some', "exclude: ['a/**', 'sys/**']", [], ['b/one/1', 'b/sixty/1']],
    ['classes', "classes: [Sen*, 'sixty']", [], ['a/one/1', 'a/one/2', 'b/one/1', 'b/sixty/1']],
    ['all classes but some', 'excludeClasses: [sensor]', [], ['b/sixty/1', 'sys/tg_test/1']],
    ['globs of the command within those of the config', "include: ['a/**']", ['*/one/1'], ['a/one/1']],
  ])('is %s, as the config says', async (_, more, globs, expected) => {
    expect(await pulledWith(more, ...globs)).toEqual(expected);
  });
});

describe('a glob of the config that fits nothing', () => {
  it('is told with its line, by a pull and by a live check', async () => {
    await answer(['pull', '--lock-only']);
    const told = [
      { code: 'CONFIG.SOURCE_EMPTY', text: expect.stringMatching(/^devgen\.yaml:7: nothing of tango .* 5 devices$/) },
      { code: 'CONFIG.NO_MATCH', text: 'devgen.yaml:7: include a/tow/* fits no device of tango' },
    ];
    expect(await withSource('include: [a/tow/*]', () => answer(['pull', '--lock-only']))).toMatchObject({
      warnings: told,
    });
    const some = await withSource('include: [a/tow/*, b/one/1]', () => answer(['check', '--live']));
    expect(some).toMatchObject({ warnings: [{ code: 'CONFIG.NO_MATCH' }], live: { compared: 1 } });
    const { stderr } = await withSource('include: [a/tow/*]', () =>
      devgen(['pull', '--lock-only'], { cwd: folder.path }),
    );
    expect(stderr).toContain('! devgen.yaml:7: nothing of tango is pulled');
  });

  it('leaves a live check nothing to compare, which is not green', async () => {
    await answer(['pull', '--lock-only']);
    for (const command of ['check', 'diff']) {
      const { code, stdout } = await withSource('include: [a/tow/*]', () =>
        devgen([command, '--live', '--json'], { cwd: folder.path }),
      );
      expect(code).toBe(2);
      expect(validated('error', stdout)).toMatchObject({
        ok: false,
        code: 'CONFIG.NOTHING_COMPARED',
        next: [{ label: expect.stringContaining(`devgen ${command} --live`) }],
      });
    }
  });
});

describe('a device server that hangs', () => {
  it('is exit code 7: its devices keep their entries, and are listed with the reason', async () => {
    expect(await answer(['pull'])).toMatchObject({ exit: 0 });
    const lock = join(folder.path, 'generated/devices/devgen.lock.json');
    const before = await readFile(lock, 'utf8');
    sensors.suspend();
    const pulled = await answer(['pull']);
    sensors.resume();
    const reason = { class: 'Sensor', server: 'many/test', code: 'CONNECT.TIMEOUT', why: expect.stringMatching(/./) };
    expect(pulled).toMatchObject({
      exit: 7,
      lockChanged: false,
      sources: [{ described: 1 }],
      unreachable: [
        { ...reason, device: 'a/one/1' },
        { ...reason, device: 'a/one/2' },
        { ...reason, device: 'b/one/1' },
        { ...reason, device: 'b/sixty/1', class: 'Sixty' },
      ],
    });
    expect(await readFile(lock, 'utf8')).toBe(before);
    // A pull that does not look at them has nothing new to say of them.
    expect(await answer(['pull', 'sys/**'])).toMatchObject({ exit: 0, unreachable: [] });
    expect(await answer(['ls', 'a/one/1'])).toMatchObject({ devices: [{ state: 'unreachable' }] });
    expect(await answer(['pull'])).toMatchObject({ exit: 0, unreachable: [] });
    expect(await answer(['ls', 'a/one/1'])).toMatchObject({ devices: [{ state: 'present' }] });
  });
});

describe('a source that is `env`', () => {
  it('is what ~/.tangorc says where there is no TANGO_HOST, and the file is named', async () => {
    const file = join(folder.path, '.tangorc');
    await writeFile(file, `TANGO_HOST=${db.tangoHost}\n`);
    const text = await readFile(config, 'utf8');
    await writeFile(config, text.replace(/address: .*/, 'address: env'));
    const told = await answer(['sources'], { env: { HOME: folder.path } });
    await writeFile(config, text);
    expect(told).not.toHaveProperty('sources.0.environment.0.value');
    expect(told).toMatchObject({
      sources: [
        {
          reachable: true,
          running: 5,
          located: { address: db.tangoHost, from: file },
          environment: [{ name: 'TANGO_HOST' }],
        },
      ],
    });
  });
});
