import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startDebianDatabase } from '../peers/debian-database.ts';
import { startPyServer } from '../peers/py-server.ts';
import { startTangoTest } from '../peers/tango-test.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, root, temporary } from './cli.ts';
import { linkPackages, runScript, typeCheck } from './user-script.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

let db: Awaited<ReturnType<typeof startDebianDatabase>>;
let folder: Awaited<ReturnType<typeof temporary>>;

beforeAll(async () => {
  folder = await temporary();
  db = await startDebianDatabase();
  await Promise.all([
    startTangoTest(db),
    startPyServer('all_types.py', { db, devices: [{ name: 'test/all/1', class: 'AllTypes' }] }),
  ]);
});
afterAll(async () => {
  await db.stop();
  await folder.remove();
});

describe("on Debian's database", () => {
  it('three commands and a script', async () => {
    const here = { cwd: folder.path, env: { TANGO_HOST: db.tangoHost } };
    expect((await devgen(['init', '--package', '@facility/devices'], here)).code).toBe(0);
    const pulled = validated('pull', (await devgen(['pull', '--json'], here)).stdout);
    expect(pulled).toMatchObject({ exit: 0, classes: { added: ['AllTypes', 'TangoTest'] }, unreachable: [] });
    expect((await devgen(['check', '--live'], here)).code).toBe(0);
    await linkPackages(folder.path, '@facility/devices', 'generated/devices');
    await copyFile(join(root, 'test/fixtures/user-script/scan.ts'), join(folder.path, 'scan.ts'));
    expect((await typeCheck(folder.path, 'scan.ts')).stdout).toBe('');
    const { code, stdout } = await runScript(folder.path, 'scan.ts', [`tango://${db.tangoHost}`]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ written: 12.25, echoed: 2.5, long64: '9007199254740993' });
  });
});
