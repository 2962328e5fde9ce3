import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connectAll, defineDevice } from '@devgen/runtime';
import { conversions } from '@devgen/runtime/conversions';
import { tango, TangoClient } from '@devgen/runtime/tango';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { check } from '../../src/commands/actions/check.ts';
import { init } from '../../src/commands/actions/init.ts';
import { pull } from '../../src/commands/actions/pull.ts';
import { overlaid } from '../../src/config/overlay/apply-overlay.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { classSpec } from '../../src/model/class-spec.ts';
import { readLock } from '../../src/model/lock/read-lock.ts';
import type { DiffData } from '../../src/report/diff-text.ts';
import type { DeviceServer } from '../peers/device-server.ts';
import { startPyServer } from '../peers/py-server.ts';
import { startPyTangoDatabase } from '../peers/pytango-database.ts';
import { temporary } from './cli.ts';
import { bytesOf } from './tree-bytes.ts';
import type { PackageOutcome } from '../../src/report/outcome.ts';
import type { PullData } from '../../src/report/pull-text.ts';
import { only } from './only.ts';

vi.setConfig({ testTimeout: 120_000 });

let db: Awaited<ReturnType<typeof startPyTangoDatabase>>;
let dynamic: DeviceServer;
let client: TangoClient;
let folder: Awaited<ReturnType<typeof temporary>>;
let plain: string;

const { signal } = new AbortController();
const place = (): { config: undefined; folder: string } => ({ config: undefined, folder: folder.path });
const output = (): string => join(folder.path, 'generated/devices');
const config = (): string => join(folder.path, 'devgen.yaml');
const asked = { env: {}, signal, onProgress: (): void => {} };

beforeAll(async () => {
  folder = await temporary();
  db = await startPyTangoDatabase();
  dynamic = await startPyServer('dynamic.py', { db, devices: [{ name: 'test/dynamic/1', class: 'Dynamic' }] });
  client = new TangoClient({ tangoHost: db.tangoHost });
  const urls = [`tango://${db.tangoHost}`];
  await init({ urls, folder: folder.path, dir: 'generated/devices', package: '@a/b', file: undefined });
  plain = await readFile(config(), 'utf8');
});
afterAll(async () => {
  await client.close();
  await db.stop();
  await folder.remove();
});
beforeEach(async () => {
  await writeFile(config(), plain);
  for (const [name, type] of [
    ['volume', 'DevLong'],
    ['open', 'DevBoolean'],
    ['spare', 'DevDouble'],
  ])
    await change('Add', [name, type]);
  await pulled();
});

async function change(command: string, argument: unknown): Promise<void> {
  const io = { signal: AbortSignal.timeout(10_000), remaining: () => 10_000 };
  await client.device(dynamic.address()).command(command, argument, undefined, io);
}

function pulled(lockOnly = false): Promise<PackageOutcome<PullData>> {
  return only(pull({ ...place(), ...asked, globs: [], lockOnly, overwrite: true }));
}

const overlay = `
overlay:
  classes:
    Dynamic:
      members:
        volume: { rename: level, retype: { labels: [Quiet, Loud] }, role: hinted }
        open: { retype: { access: r, labels: [No, 'Yes'] } }
        spare: { hide: true }
`;

/** What \`check --live\` finds beside what the files say. */
async function drift(): Promise<DiffData['findings'] | undefined> {
  const { data } = await only(check({ ...place(), ...asked, live: true }));
  expect(data.files).toEqual([]);
  return data.live?.findings;
}

it('is applied after every pull, changes no fact, and check --live agrees with the class', async () => {
  const before = await readFile(join(output(), 'devgen.lock.json'), 'utf8');
  await writeFile(config(), plain + overlay);
  const { data } = await pulled();
  expect(data).toMatchObject({ lockChanged: false, findings: [], files: { written: ['dynamic.ts'] } });
  expect(await readFile(join(output(), 'devgen.lock.json'), 'utf8')).toBe(before);
  expect(await readFile(join(output(), 'dynamic.ts'), 'utf8')).toContain(
    'declare readonly level: SignalRW<DynamicLevel>;',
  );
  expect(await drift()).toEqual([]);

  // Of what is hidden it is only told that the interface is another; of the rest by the name that the class has.
  await change('Remove', 'spare');
  expect(await drift()).toMatchObject([{ rule: 'DETAIL', class: 'Dynamic' }]);
  await change('Add', ['volume', 'DevDouble']);
  expect(await drift()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        rule: 'MEMBER_TYPE',
        severity: 'breaking',
        member: 'level',
        before: 'i32',
        after: 'f64',
      }),
    ]),
  );
});

it('gives a class that connects to the device, reads and writes its words, and says less than it has', async () => {
  await writeFile(config(), plain + overlay);
  const lock = readLock(output())!.lock;
  const spec = classSpec(
    overlaid(lock, (await readConfig(undefined, folder.path)).packages[0].overlay).lock,
    'Dynamic',
  );
  const Dynamic = defineDevice(spec);
  type Word = { get(): Promise<string>; set(value: string): Promise<void> };
  const device = new Dynamic('test/dynamic/1', { conversions }) as InstanceType<typeof Dynamic> & {
    readonly level: Word;
    readonly open: Word;
  };
  const connector = tango(db.tangoHost);
  await connectAll({ device }, { via: [connector] });
  expect([await device.level.get(), await device.open.get()]).toEqual(['Quiet', 'No']);
  await device.level.set('Loud');
  expect(await device.level.get()).toBe('Loud');
  await expect(device.open.set('Yes')).rejects.toMatchObject({ code: 'MEMBER.KIND' });
  await expect(device.level.set('Loudest')).rejects.toMatchObject({ code: 'VALUE.LABEL_UNKNOWN' });
  expect(device.$extras.has('spare')).toBe(true);
  await connector.close();
});

it('whose target the facility has lost ends a pull with the line, and the facts can be had alone', async () => {
  await writeFile(config(), plain + overlay);
  await pulled();
  await change('Remove', 'spare');
  const before = await bytesOf(output());
  const line = (plain + overlay).split('\n').findIndex((text) => text.includes('spare:')) + 1;
  await expect(pulled()).rejects.toMatchObject({ code: 'CONFIG.OVERLAY_TARGET', where: { line } });
  expect(await bytesOf(output())).toEqual(before);
  expect((await pulled(true)).data.lockChanged).toBe(true);
  await writeFile(config(), plain + overlay.replace(/.*spare.*\n/, ''));
  expect((await pulled()).data.files.written).toEqual(['dynamic.ts']);
  expect(await drift()).toEqual([]);
});
