import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DeviceServer } from '../peers/device-server.ts';
import { startPyServer } from '../peers/py-server.ts';
import { startPyTangoDatabase } from '../peers/pytango-database.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, temporary, type Finished } from './cli.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

let db: Awaited<ReturnType<typeof startPyTangoDatabase>>;
let bench: DeviceServer;
let folder: Awaited<ReturnType<typeof temporary>>;

const run = (...args: string[]): Promise<Finished> => devgen(args, { cwd: folder.path });
const file = (name: string): Promise<string> => readFile(join(folder.path, 'generated/devices', name), 'utf8');
const lock = (): Promise<string> => file('devgen.lock.json');

async function answer(...args: [command: string, ...rest: string[]]): Promise<Record<string, unknown>> {
  const { stdout, code } = await run(...args, '--json');
  const data = validated(args[0], stdout);
  expect(data['exit']).toBe(code);
  return data;
}

beforeAll(async () => {
  folder = await temporary();
  db = await startPyTangoDatabase();
  [bench] = await Promise.all([
    startPyServer('many.py', {
      devices: ['test/bench/1', 'test/bench/2'].map((name) => ({ name, class: 'Sensor' })),
    }),
    startPyServer('all_types.py', { db, devices: [{ name: 'test/all/1', class: 'AllTypes' }] }),
  ]);
});
afterAll(async () => {
  await bench.stop();
  await db.stop();
  await folder.remove();
});

describe('a database, and a server without one', () => {
  it('are two sources, each with its devices', async () => {
    expect((await run('init', `tango://${db.tangoHost}`, bench.address('test/bench/2'))).code).toBe(0);
    expect(await answer('sources')).toMatchObject({
      exit: 0,
      sources: [
        { name: 'tango', reachable: true, running: 1 },
        {
          name: 'test-bench-2',
          kind: 'tango',
          reachable: true,
          devices: 2,
          running: 2,
          located: { address: bench.address('test/bench/2'), from: 'explicit' },
        },
      ],
    });
  });

  it('are pulled into one lock, which holds no address', async () => {
    expect(await answer('pull')).toMatchObject({
      exit: 0,
      classes: { added: ['AllTypes', 'Sensor'] },
      added: [
        { source: 'tango', device: 'test/all/1' },
        { source: 'test-bench-2', device: 'test/bench/1' },
        { source: 'test-bench-2', device: 'test/bench/2' },
      ],
    });
    const text = await lock();
    expect(text).not.toContain(String(bench.port));
    expect(await answer('pull')).toMatchObject({ exit: 0, lockChanged: false });
    expect(await answer('pull', 'test/bench/*')).toMatchObject({ exit: 0, lockChanged: false });
    expect(await lock()).toBe(text);
  });

  it('are checked live', async () => {
    expect(await answer('check', '--live')).toMatchObject({
      exit: 0,
      live: { compared: 3, findings: [], unreachable: [] },
    });
  });

  it('are shown and listed alike', async () => {
    expect(await answer('show', 'TEST/bench/1')).toMatchObject({
      kind: 'device',
      name: 'test/bench/1',
      source: 'test-bench-2',
      class: 'Sensor',
      state: 'present',
    });
    expect(await answer('ls', 'test/bench/*')).toMatchObject({ devices: [{ state: 'present' }, { state: 'present' }] });
  });

  it('share the labels that Tango itself names', async () => {
    expect((await file('labels.ts')).match(/export (?:const|type) \w+/g)).toEqual([
      'export const DevState',
      'export type DevState',
    ]);
    for (const name of ['sensor.ts', 'all-types.ts']) {
      const text = await file(name);
      expect(text).toContain("import { DevState } from './labels.ts';");
      expect(text).toMatch(/\n {2}declare readonly state: SignalR<DevState>;\n/);
      expect(text).toContain("state: { kind: 'r', source: 'State', type: 'enum', labels: DevState },");
    }
    const rich = await file('all-types.ts');
    expect(rich).toContain('declare readonly echoDevState: Command<DevState, DevState>;');
    expect(rich).toContain('declare readonly stateImage: SignalRW<Image<readonly DevState[]>>;');
    expect(rich).toContain('export type AllTypesEnumScalar = ');
    expect((await lock()).match(/"RUNNING"/g)).toHaveLength(1);
  });
});

describe('a server without a database that died', () => {
  it('leaves the rest of the facility to be pulled, and its devices as they were', async () => {
    const before = await lock();
    await bench.kill();
    const pulled = await answer('pull');
    expect(pulled).toMatchObject({
      exit: 2,
      sources: [
        { name: 'tango', reachable: true, described: 1 },
        { name: 'test-bench-2', reachable: false, code: 'SOURCE.UNREACHABLE' },
      ],
      gone: [],
      unreachable: [
        { source: 'test-bench-2', device: 'test/bench/1', class: 'Sensor' },
        { source: 'test-bench-2', device: 'test/bench/2', class: 'Sensor' },
      ],
      lockChanged: false,
    });
    expect(await lock()).toBe(before);
    expect(await answer('show', 'test/bench/1')).toMatchObject({ state: 'unreachable' });
    const live = await answer('check', '--live');
    expect(live).toMatchObject({ exit: 2, live: { compared: 1, findings: [] } });
    expect((await run('pull')).stdout).toContain('✖ test-bench-2: ');
  });

  it('is found again when it is back', async () => {
    await bench.restart();
    expect(await answer('pull')).toMatchObject({ exit: 0, unreachable: [], returned: [], lockChanged: false });
  });
});
