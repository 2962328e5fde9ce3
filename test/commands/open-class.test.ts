import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TangoClient } from '@devgen/runtime/tango';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startPyServer } from '../peers/py-server.ts';
import { startPyTangoDatabase } from '../peers/pytango-database.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, root, temporary } from './cli.ts';
import { linkPackages, runScript, typeCheck } from './user-script.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 180_000 });

const name = '@facility/devices';
const devices = Array.from({ length: 12 }, (_, at) => `test/dynamic/${String(at + 1).padStart(2, '0')}`);
let db: Awaited<ReturnType<typeof startPyTangoDatabase>>;
let folder: Awaited<ReturnType<typeof temporary>>;

/** The command's `--json` answer, held against its schema. */
async function answer(...args: [command: string, ...rest: string[]]): Promise<Record<string, unknown>> {
  const { stdout, code } = await devgen([...args, '--json'], { cwd: folder.path });
  const data = validated(args[0], stdout);
  expect(data['exit']).toBe(code);
  return data;
}

beforeAll(async () => {
  folder = await temporary();
  db = await startPyTangoDatabase();
  // A server keeps one type of an attribute of a class, so two of them have `shared` with different ones.
  const halves = [devices.filter((_, at) => at % 2 === 0), devices.filter((_, at) => at % 2 === 1)] as const;
  const servers = await Promise.all(
    halves.map((half, at) =>
      startPyServer('dynamic.py', {
        db,
        instance: `half${at}`,
        devices: half.map((device) => ({ name: device, class: 'Dynamic' })),
      }),
    ),
  );
  const client = new TangoClient({ tangoHost: db.tangoHost });
  const io = { signal: AbortSignal.timeout(60_000), remaining: () => 60_000 };
  for (const [at, device] of devices.entries()) {
    const address = servers[at % 2]?.address(device) ?? '';
    const add = (attribute: string, type: string): Promise<unknown> =>
      client.device(address).command('Add', [attribute, type], undefined, io);
    await add(`attr_${device.slice(-2)}`, 'DevDouble');
    await add('shared', at % 2 === 0 ? 'DevString' : 'DevLong');
  }
  await client.close();
  await devgen(['init', `tango://${db.tangoHost}`, '--package', name], { cwd: folder.path });
});
afterAll(async () => {
  await db.stop();
  await folder.remove();
});

it('a dozen devices with different dynamic attributes: eight classes and an open one, each connects with its own', async () => {
  const pulled = await answer('pull');
  const own = ['Dynamic', ...[2, 3, 4, 5, 6, 7, 8].map((number) => `Dynamic${number}`)];
  expect(pulled).toMatchObject({ exit: 0, classes: { added: [...own, 'DynamicOpen'] } });
  expect(pulled['warnings']).toContainEqual({
    code: 'MEMBER.CAVEAT',
    text: 'DynamicOpen shared: has not the same type on all devices: its value is delivered as unknown',
  });
  expect(await answer('ls', 'test/dynamic/09')).toMatchObject({ devices: [{ class: 'DynamicOpen' }] });
  expect(await answer('check', '--live')).toMatchObject({ exit: 0, live: { compared: 12, findings: [] } });
  expect(await answer('pull')).toMatchObject({ exit: 0, lockChanged: false, files: { written: [] } });

  await linkPackages(folder.path, name, 'generated/devices');
  await copyFile(join(root, 'test/fixtures/user-script/open.ts'), join(folder.path, 'open.ts'));
  const checked = await typeCheck(folder.path, 'open.ts');
  expect([checked.code, checked.stdout]).toEqual([0, '']);
  const { code, stdout, stderr } = await runScript(folder.path, 'open.ts', [`tango://${db.tangoHost}`]);
  expect([code, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout)).toEqual({ connected: 12, classes: 9, value: 2.5, shared: 0, absent: true, errors: 0 });
});
