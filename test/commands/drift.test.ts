import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TangoClient } from '@devgen/runtime/tango';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeviceServer } from '../peers/device-server.ts';
import { startPyServer } from '../peers/py-server.ts';
import { startPyTangoDatabase } from '../peers/pytango-database.ts';
import { startTangoTest } from '../peers/tango-test.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, temporary, type Finished } from './cli.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

let db: Awaited<ReturnType<typeof startPyTangoDatabase>>;
let dynamic: DeviceServer;
let tangoTest: DeviceServer;
let client: TangoClient;
let folder: Awaited<ReturnType<typeof temporary>>;
let output: string;

const run = (...args: string[]): Promise<Finished> => devgen(args, { cwd: folder.path });

async function answer(...args: [command: string, ...rest: string[]]): Promise<Record<string, unknown>> {
  const { stdout, code } = await run(...args, '--json');
  const data = validated(args[0], stdout);
  expect(data['exit']).toBe(code);
  return data;
}

async function change(command: string, argument: unknown): Promise<void> {
  const io = { signal: AbortSignal.timeout(10_000), remaining: () => 10_000 };
  await client.device(dynamic.address()).command(command, argument, undefined, io);
}

/** Runs with these globs of known absences. */
async function offline<R>(globs: string, work: () => Promise<R>): Promise<R> {
  const config = join(folder.path, 'devgen.yaml');
  const text = await readFile(config, 'utf8');
  await writeFile(config, text.replace('offline: []', `offline: ${globs}`));
  try {
    return await work();
  } finally {
    await writeFile(config, text);
  }
}

/** What the last pull could not reach. */
async function noted(): Promise<readonly { readonly device: string; readonly since: string }[]> {
  const text = await readFile(join(output, '.devgen/last-pull.json'), 'utf8');
  return (JSON.parse(text) as { unreachable: { device: string; since: string }[] }).unreachable;
}

beforeAll(async () => {
  folder = await temporary();
  output = join(folder.path, 'generated/devices');
  db = await startPyTangoDatabase();
  [tangoTest, dynamic] = await Promise.all([
    startTangoTest(db),
    startPyServer('dynamic.py', { db, devices: [{ name: 'test/dynamic/1', class: 'Dynamic' }] }),
  ]);
  client = new TangoClient({ tangoHost: db.tangoHost });
  await run('init', `tango://${db.tangoHost}`);
});
afterAll(async () => {
  await client.close();
  await db.stop();
  await folder.remove();
});
beforeEach(async () => {
  expect((await run('pull', '--overwrite')).code).toBe(0);
});

function file(name: string): string {
  return join(output, name);
}

describe('committed files that are not what they should be: exit code 4', () => {
  it('tells stale, edited, missing and orphan apart, and generate mends all but the edit', async () => {
    await appendFile(file('dynamic.ts'), '// my own\n');
    await rm(file('tango-test.ts'));
    const manifest = await readFile(file('.devgen.json'), 'utf8');
    const hash = /"registry\.ts":"(\w+)"/.exec(manifest)?.[1] ?? '';
    await writeFile(file('old.ts'), await readFile(file('registry.ts')));
    await writeFile(file('.devgen.json'), manifest.replace('"package.json":', `"old.ts":"${hash}",\n"package.json":`));
    const config = join(folder.path, 'devgen.yaml');
    const before = await readFile(config, 'utf8');
    await writeFile(config, before.replace(/package: .*/, "package: '@other/name'"));
    try {
      expect(await answer('check')).toMatchObject({
        exit: 4,
        files: [
          { kind: 'edited', file: 'dynamic.ts' },
          { kind: 'orphan', file: 'old.ts' },
          { kind: 'stale', file: 'package.json' },
          { kind: 'missing', file: 'tango-test.ts' },
        ],
      });
      const { stdout } = await run('check');
      expect(stdout).toContain('~ dynamic.ts: edited, edited by hand\n');
      expect(await answer('generate')).toMatchObject({
        exit: 4,
        files: { kept: ['dynamic.ts'], removed: ['old.ts'] },
        warnings: [{ code: 'PUBLISH.EDITED' }],
      });
      expect(await readFile(file('dynamic.ts'), 'utf8')).toContain('// my own');
      expect(await answer('check')).toMatchObject({ exit: 4, files: [{ kind: 'edited', file: 'dynamic.ts' }] });
      expect(await answer('generate', '--overwrite')).toMatchObject({ exit: 0, files: { written: ['dynamic.ts'] } });
      expect(await answer('check')).toMatchObject({ exit: 0, files: [] });
    } finally {
      await writeFile(config, before);
    }
  });

  it('line ends of Windows are no difference', async () => {
    for (const name of ['dynamic.ts', 'devgen.lock.json']) {
      await writeFile(file(name), (await readFile(file(name), 'utf8')).replaceAll('\n', '\r\n'));
    }
    expect(await answer('check')).toMatchObject({ exit: 0, files: [] });
  });
});

describe('a facility that differs from the lock', () => {
  it('compatibly: exit code 5, and pull takes it up', async () => {
    await change('Add', ['extra', 'DevDouble']);
    const { live } = await answer('check', '--live');
    expect(live).toMatchObject({
      findings: [
        {
          rule: 'MEMBER_EXTRA',
          severity: 'compatible',
          class: 'Dynamic',
          member: 'extra',
          devices: [{ source: 'tango', device: 'test/dynamic/1' }],
        },
      ],
    });
    const { code, stdout } = await run('check', '--live');
    expect(code).toBe(5);
    expect(stdout).toContain('+ Dynamic.extra: rw f64 [MEMBER_EXTRA] compatible on test/dynamic/1\n');
    expect(await answer('pull')).toMatchObject({ exit: 0, lockChanged: true, classes: { changed: ['Dynamic'] } });
    expect((await answer('check', '--live'))['exit']).toBe(0);
  });

  it('in a way that breaks: exit code 6, which is graver than 4', async () => {
    await change('Add', ['other', 'DevString']);
    await change('Remove', 'channel_1');
    const { live } = await answer('check', '--live');
    expect(live).toMatchObject({
      findings: [
        { rule: 'MEMBER_MISSING', severity: 'breaking', class: 'Dynamic', member: 'channel1', before: 'rw f64' },
        { rule: 'MEMBER_EXTRA', severity: 'compatible' },
      ],
    });
    await rm(join(output, 'tango-test.ts'));
    expect((await run('check', '--live')).code).toBe(6);
    expect((await run('check')).code).toBe(4);
  });

  it('by a device more or less', async () => {
    const server = await startPyServer('many.py', { db, devices: [{ name: 'test/many/1', class: 'Sensor' }] });
    expect((await answer('check', '--live'))['live']).toMatchObject({
      findings: [
        { rule: 'CLASS_ADDED', severity: 'compatible', class: 'Sensor' },
        { rule: 'DEVICE_ADDED', severity: 'compatible', class: 'Sensor' },
      ],
    });
    expect(await answer('pull')).toMatchObject({ exit: 0, added: [{ device: 'test/many/1' }] });
    await server.stop();
    await db.unregister('many/test');
    expect((await answer('check', '--live'))['live']).toMatchObject({
      findings: [
        { rule: 'DEVICE_GONE', severity: 'breaking', class: 'Sensor' },
        { rule: 'CLASS_RETIRED', severity: 'compatible', class: 'Sensor' },
      ],
    });
    const why = { device: 'test/many/1', code: 'DEVICE.GONE', offline: true };
    for (const command of ['check', 'diff']) {
      const known = await offline("['test/many/*']", () => answer(command, '--live'));
      expect(known['exit']).toBe(0);
      expect(known['live'] ?? known).toMatchObject({ findings: [], unreachable: [why] });
    }
    expect(await answer('pull')).toMatchObject({
      exit: 0,
      gone: [{ device: 'test/many/1' }],
      classes: { retired: ['Sensor'] },
    });
    expect(await answer('ls', '**/many/*')).toMatchObject({ devices: [{ state: 'gone' }] });
    expect((await answer('check', '--live'))['exit']).toBe(0);
  });
});

describe('devices out of reach: exit code 7', () => {
  it('keep their entries and classes, and are listed with the reason', async () => {
    const before = await readFile(join(output, 'devgen.lock.json'), 'utf8');
    await tangoTest.kill();
    try {
      const pulled = await answer('pull');
      expect(pulled).toMatchObject({
        exit: 7,
        lockChanged: false,
        unreachable: [{ device: 'sys/tg_test/1', class: 'TangoTest', server: 'TangoTest/test' }],
      });
      expect(await readFile(join(output, 'devgen.lock.json'), 'utf8')).toBe(before);
      expect(await answer('ls', 'sys/**')).toMatchObject({ devices: [{ state: 'unreachable' }] });
      const [{ since } = { since: '' }] = (await noted()).filter(({ device }) => device === 'sys/tg_test/1');
      expect(since).toMatch(/^\d{4}-\d\d-\d\dT/);
      for (const command of ['check', 'diff']) {
        const live = await answer(command, '--live');
        expect(live['exit']).toBe(7);
        expect(live['live'] ?? live).toMatchObject({ findings: [], unreachable: [{ device: 'sys/tg_test/1', since }] });
        expect((await run(command, '--live')).stdout).toContain(
          `! sys/tg_test/1 on TangoTest/test: out of reach since ${since}, kept as it was: `,
        );
        const known = await offline("['sys/tg_test/*']", () => answer(command, '--live'));
        expect(known['exit']).toBe(0);
        expect(known['live'] ?? known).toMatchObject({ findings: [], unreachable: [{ offline: true, since }] });
      }
      expect((await run('pull')).stdout).toMatch(
        /! sys\/tg_test\/1 on TangoTest\/test: kept as it was: .*\[CONNECT\.FAILED\]/,
      );

      const known = await offline("['sys/tg_test/*']", () => answer('pull'));
      expect(known).toMatchObject({ exit: 0, unreachable: [{ offline: true }] });
    } finally {
      await tangoTest.start();
    }
    expect(await answer('pull')).toMatchObject({ exit: 0, unreachable: [] });
    expect(await answer('ls', 'sys/**')).toMatchObject({ devices: [{ state: 'present' }] });
  });
});

describe('a publication that was cut off, and an edit after it', () => {
  it('blocks every command until it is abandoned', async () => {
    const step = { path: 'dynamic.ts', from: '0'.repeat(64), to: '1'.repeat(64), at: '.devgen/stage/0' };
    await mkdir(file('.devgen'), { recursive: true });
    await writeFile(file('.devgen/journal.json'), JSON.stringify({ format: 1, steps: [step] }));
    for (const command of ['pull', 'check', 'ls']) {
      const { code, stdout } = await run(command, '--json');
      expect(code).toBe(2);
      expect(validated('error', stdout)).toMatchObject({
        code: 'PUBLISH.CHANGED_SINCE_CRASH',
        next: [{ command: 'devgen generate --abandon' }],
      });
    }
    expect(await answer('generate', '--abandon')).toMatchObject({ exit: 0 });
    expect(await answer('check')).toMatchObject({ exit: 0 });
  });
});
