import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DeviceServer } from '../peers/device-server.ts';
import { startPyServer } from '../peers/py-server.ts';
import { startPyTangoDatabase } from '../peers/pytango-database.ts';
import { startTangoTest } from '../peers/tango-test.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, temporary, type Finished } from './cli.ts';
import { connected, connections } from './connections.ts';
import { bytesOf } from './tree-bytes.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

let db: Awaited<ReturnType<typeof startPyTangoDatabase>>;
let tangoTest: DeviceServer;
let folder: Awaited<ReturnType<typeof temporary>>;

beforeAll(async () => {
  folder = await temporary();
  db = await startPyTangoDatabase();
  tangoTest = await startTangoTest(db);
  await devgen(['init', `tango://${db.tangoHost}`], { cwd: folder.path });
  expect((await devgen(['pull'], { cwd: folder.path })).code).toBe(0);
  await startPyServer('all_types.py', { db, devices: [{ name: 'test/all/1', class: 'AllTypes' }] });
});
afterAll(async () => {
  await db.stop();
  await folder.remove();
});

/** Pulls while TangoTest hangs, and sends the signal when the pull waits for it. */
async function stoppedPull(signal: 'SIGINT' | 'SIGTERM', args: readonly string[]): Promise<Finished> {
  const before = await connections(tangoTest.port);
  tangoTest.suspend();
  try {
    return await devgen(['pull', ...args], {
      cwd: folder.path,
      onStart: (child) => void connected(tangoTest.port, before, child).then(() => child.kill(signal)),
    });
  } finally {
    tangoTest.resume();
  }
}

describe('a signal in mid-pull: nothing is published, nothing is lost', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s is exit code %i', async (signal, expected) => {
    const output = join(folder.path, 'generated/devices');
    const before = await bytesOf(output);
    const { code, stdout, stderr } = await stoppedPull(signal, ['sys/**', 'test/**', '--json']);
    expect(stderr).toBe('');
    expect(validated('error', stdout)).toMatchObject({
      code: 'INTERRUPTED',
      summary: `Stopped by ${signal}`,
      next: [{ command: "devgen pull 'sys/**' 'test/**' --json" }],
    });
    expect(code).toBe(expected);
    expect(await bytesOf(output)).toEqual(before);
    expect(await readdir(join(output, '.devgen'))).toEqual([
      'last-pull.json',
      'lock.json',
      'memo.json',
      'outline.json',
    ]);
  });

  it('and the next pull does all of it', async () => {
    const { code, stdout } = await devgen(['pull', '--json'], { cwd: folder.path });
    expect(code).toBe(0);
    expect(validated('pull', stdout)).toMatchObject({ added: [{ device: 'test/all/1' }], unreachable: [] });
  });
});
