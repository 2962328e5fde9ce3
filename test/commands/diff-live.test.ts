import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TangoClient } from '@devgen/runtime/tango';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Difference } from '../../src/model/diff/difference.ts';
import type { DeviceServer } from '../peers/device-server.ts';
import { startPyServer } from '../peers/py-server.ts';
import { startPyTangoDatabase } from '../peers/pytango-database.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, temporary, type Finished } from './cli.ts';
import { attributes, commands, device, original, type Shape } from './drifter.ts';
import { linkPackages, runScript } from './user-script.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

let db: Awaited<ReturnType<typeof startPyTangoDatabase>>;
let server: DeviceServer;
let client: TangoClient;
let folder: Awaited<ReturnType<typeof temporary>>;

const run = (...args: string[]): Promise<Finished> => devgen(args, { cwd: folder.path });

async function become(shape: Shape): Promise<void> {
  const io = { signal: AbortSignal.timeout(10_000), remaining: () => 10_000 };
  await client.device(server.address()).command('Become', JSON.stringify(shape), undefined, io);
}

/** A connect of the class as it was generated, and what it found. */
const script = `
import { connectSettled } from '@devgen/runtime';
import { tango } from '@devgen/runtime/tango';
import { Drifter } from '@facility/devices/drifter';
const db = tango(process.argv[2]!);
const tree = { x: new Drifter('${device}') };
const { x } = await connectSettled(tree, { via: [db] });
const findings = x.ok ? tree.x.$findings : (x.error as { findings?: unknown }).findings;
console.log(JSON.stringify({ ok: x.ok, findings, message: x.ok ? '' : x.error.message }));
await tree.x.$dispose();
await db.close();
`;

interface Connected {
  readonly ok: boolean;
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly member: string }[];
  readonly message: string;
}

async function connected(): Promise<Connected> {
  const { stdout, stderr } = await runScript(folder.path, 'connect.ts', [`tango://${db.tangoHost}`]);
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Connected;
}

interface Told {
  readonly exit: number;
  readonly findings: readonly Difference[];
}

async function diffed(): Promise<Told> {
  const { stdout, code } = await run('diff', '--live', '--json');
  const data = validated('diff', stdout) as unknown as Told;
  expect(data.exit).toBe(code);
  return data;
}

async function checked(): Promise<Told> {
  const { stdout, code } = await run('check', '--live', '--json');
  const data = validated('check', stdout) as unknown as { exit: number; live: Omit<Told, 'exit'> };
  expect(data.exit).toBe(code);
  return { exit: data.exit, findings: data.live.findings };
}

const memberOf = ({ rule, member = '', severity }: Difference): string => `${severity} ${rule} ${member}`;
const severities: Readonly<Record<string, string>> = { error: 'breaking', warning: 'compatible', info: 'compatible' };

beforeAll(async () => {
  folder = await temporary();
  db = await startPyTangoDatabase();
  server = await startPyServer('drifter.py', { db, devices: [{ name: device, class: 'Drifter' }] });
  client = new TangoClient({ tangoHost: db.tangoHost });
  await become(original);
  expect((await run('init', `tango://${db.tangoHost}`, '--package', '@facility/devices')).code).toBe(0);
  expect((await run('pull')).code).toBe(0);
  await linkPackages(folder.path, '@facility/devices', 'generated/devices');
  await writeFile(join(folder.path, 'connect.ts'), script);
});
afterAll(async () => {
  await client.close();
  await db.stop();
  await folder.remove();
});

/** Every file of the package folder, that of this checkout too, with its bytes and time of change. */
async function everything(): Promise<readonly string[]> {
  const entries = await readdir(folder.path, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.parentPath.includes('generated'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  return Promise.all(
    files.map(async (file) => `${file} ${(await stat(file)).mtimeMs} ${await readFile(file, 'utf8')}`),
  );
}

describe('a device that drifts: diff --live, check --live and connect tell the same', () => {
  it.each<[string, Shape, number, readonly string[]]>([
    ['in nothing', original, 0, []],
    ['by an attribute less', attributes({ level: undefined }), 6, ['breaking MEMBER_MISSING level']],
    ['by an attribute more', attributes({ extra: { type: 'DevLong' } }), 5, ['compatible MEMBER_EXTRA extra']],
    ['by a command less', commands({ Park: undefined }), 6, ['breaking MEMBER_MISSING park']],
    ['by a command more', commands({ Stop: 'DevLong' }), 5, ['compatible MEMBER_EXTRA Stop']],
    [
      'by the types of a command',
      commands({ Home: 'DevLong' }),
      6,
      ['breaking MEMBER_TYPE home', 'breaking MEMBER_TYPE home'],
    ],
    ['by a type', attributes({ steady: { type: 'DevString' } }), 6, ['breaking MEMBER_TYPE steady']],
    ['by a shape', attributes({ trace: { type: 'DevDouble', access: 'READ' } }), 6, ['breaking MEMBER_SHAPE trace']],
    [
      'by a write less',
      attributes({ steady: { type: 'DevLong', access: 'READ' } }),
      6,
      ['breaking MEMBER_KIND steady'],
    ],
    [
      'by a write more',
      attributes({ trace: { type: 'DevDouble', format: 'SPECTRUM' } }),
      5,
      ['compatible MEMBER_KIND trace'],
    ],
    [
      'by a label behind',
      attributes({ gear: { type: 'DevEnum', enum_labels: ['Off', 'On', 'Fault', 'Up'] } }),
      5,
      ['compatible ENUM_LABEL_ADDED gear'],
    ],
    [
      'by a label less',
      attributes({ gear: { type: 'DevEnum', enum_labels: ['Off', 'On'] } }),
      6,
      ['breaking ENUM_LABELS gear'],
    ],
    [
      'by the order of labels',
      attributes({ gear: { type: 'DevEnum', enum_labels: ['On', 'Off', 'Fault'] } }),
      6,
      ['breaking ENUM_LABELS gear'],
    ],
    [
      'by a unit',
      attributes({ level: { ...original.attributes['level'], unit: 'mV' } }),
      5,
      ['compatible UNITS level'],
    ],
    [
      'by several at once',
      { attributes: { ...attributes({ level: undefined }).attributes, extra: { type: 'DevBoolean' } }, commands: {} },
      6,
      [
        'breaking MEMBER_MISSING home',
        'breaking MEMBER_MISSING level',
        'breaking MEMBER_MISSING park',
        'compatible MEMBER_EXTRA extra',
      ],
    ],
  ])('%s', async (_, shape, exit, expected) => {
    await become(shape);
    const [diff, check, connect] = await Promise.all([diffed(), checked(), connected()]);
    const found = diff.findings.filter(({ rule }) => rule !== 'DETAIL');
    expect(found.map(memberOf).toSorted()).toEqual(expected);
    expect(diff.findings.every(({ devices }) => devices.length === 1 && devices[0]?.device === device)).toBe(true);
    expect(check).toEqual({ exit: diff.exit, findings: diff.findings });
    expect(diff.exit).toBe(exit);
    const atConnect = connect.findings.map(({ rule, severity, member }) => `${severities[severity]} ${rule} ${member}`);
    expect(atConnect.toSorted()).toEqual(expected);
    expect(connect.ok).toBe(exit !== 6);
  });

  it('by limits, which connect takes as they are', async () => {
    await become(attributes({ level: { type: 'DevDouble', unit: 'V', min_value: -3, max_value: 10 } }));
    const { exit, findings } = await diffed();
    expect([exit, findings]).toMatchObject([
      5,
      [{ rule: 'DETAIL', member: 'level', detail: 'limits.control', before: '-10..10', after: '-3..10' }],
    ]);
    expect(await checked()).toEqual({ exit, findings });
    expect(await connected()).toMatchObject({ ok: true, findings: [] });
  });

  it('and is told to a person in one line each, the two sides in the title', async () => {
    await become(attributes({ level: undefined, gear: { type: 'DevEnum', enum_labels: ['Off', 'On'] } }));
    const { stdout, code } = await run('diff', '--live');
    expect([code, stdout.split('\n')]).toEqual([
      6,
      [
        'lock -> facility',
        'Drifter 2 breaking',
        `= Drifter.gear: Off, On, Fault -> Off, On [ENUM_LABELS] BREAKING on ${device}`,
        `- Drifter.level: rw f64 [MEMBER_MISSING] BREAKING on ${device}`,
        '✖ 2 differences, 2 breaking: 1 device compared',
        expect.stringMatching(/^ {2}ENUM_LABELS: /),
        expect.stringMatching(/^ {2}MEMBER_MISSING: /),
        '→ major change of @facility/devices 0.1.0 -> 0.2.0',
        '',
      ],
    ]);
    const check = await run('check', '--live');
    expect([check.code, check.stdout]).toEqual([6, expect.stringContaining(stdout.split('\n').slice(1, 6).join('\n'))]);
    expect((await connected()).message).toContain('MEMBER.LABELS');
  });
});

it('nothing is written, neither to the package nor to what is noted of this checkout', async () => {
  await become(attributes({ level: undefined }));
  const before = await everything();
  expect(before.some((file) => file.includes('.devgen/last-pull.json'))).toBe(true);
  await server.kill();
  expect((await run('diff', '--live')).code).toBe(7);
  expect((await run('check', '--live')).code).toBe(7);
  await server.start();
  expect((await run('diff', '--live')).code).toBe(6);
  expect(await everything()).toEqual(before);
});
