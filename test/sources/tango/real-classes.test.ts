import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { deadline } from '@devgen/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { merge } from '../../../src/model/merge/merge.ts';
import type { MergeReport } from '../../../src/model/merge/pulled.ts';
import type { Lock } from '../../../src/model/lock/lock.ts';
import { verify } from '../../../src/reader/verify.ts';
import { renderPackage } from '../../../src/render/render-package.ts';
import { openTango } from '../../../src/sources/tango/tango-source.ts';
import { nodeBinary, required } from '../../peers/install/cache.js';
import { startJTango } from '../../peers/jtango.ts';
import { startPyServer } from '../../peers/py-server.ts';
import { startPyTangoDatabase } from '../../peers/pytango-database.ts';
import type { TangoDatabase } from '../../peers/tango-database.ts';
import { startTangoTest } from '../../peers/tango-test.ts';
import { COMPILERS, compile } from '../../render/compile.ts';
import { Workspace } from '../../render/packages.ts';
import { failures, gather, running } from './gather.ts';
import { connectScript, typeRules } from './real-classes.ts';

const servers = {
  'all_types.py': [['test/all/1', 'AllTypes']],
  'configured.py': [['test/configured/1', 'Configured']],
  'dynamic.py': [
    ['test/dynamic/1', 'Dynamic'],
    ['test/grouped/1', 'Grouped'],
  ],
  'faults.py': [['test/faults/1', 'Faults']],
  'many.py': [
    ['test/sixty/1', 'Sixty'],
    ['test/sensor/1', 'Sensor'],
  ],
  'hostile.py': ['Hostile', 'Promise', 'my_dev', 'MyDev', 'Aux'].map((name) => [`hostile/${name}/1`, name]),
} as const;
const old = [
  { name: 'test/old/3', class: 'Old3' },
  { name: 'test/old/4', class: 'Old4' },
];

/** What always fails, or has no value; Tango itself refuses to read an enum whose labels repeat. */
const FAILING = [
  'aux.labelsRepeated',
  'faults.brokenPython',
  'faults.failing',
  'hostile.labelsRepeated',
  'javaPeer.failing',
  'myDev.labelsRepeated',
  'myDev2.labelsRepeated',
  'old3.failing',
  'old4.failing',
  'promise_.labelsRepeated',
  'tangoTest.noValue',
  'tangoTest.throwException',
];

let db: TangoDatabase;
let workspace: Workspace;
let lock: Lock;
let report: MergeReport;
let devices: number;

beforeAll(async () => {
  db = await startPyTangoDatabase();
  await Promise.all([
    startTangoTest(db),
    startJTango({ db, devices: ['test/java/1'] }),
    startPyServer('old_idl.py', { db, python: 'debian', devices: old }),
    ...Object.entries(servers).map(([script, of]) =>
      startPyServer(script, { db, devices: of.map(([name = '', type = '']) => ({ name, class: type })) }),
    ),
  ]);
  const io = deadline(60_000);
  const source = openTango({ address: db.tangoHost });
  const listed = running(await gather(source.list(io)));
  const described = await gather(source.describe(listed, io));
  await source.close();
  io.done();
  expect(failures(described)).toEqual([]);
  devices = described.length;
  ({ lock, report } = merge(undefined, [{ name: 'db', kind: 'tango', listed, described }]));
  const files = renderPackage(lock, { package: '@bl01/real' });
  await verify(files);
  workspace = await Workspace.create();
  for (const [path, { text }] of files) await workspace.write(`real/${path}`, text);
  await workspace.write('rules.ts', typeRules());
  await workspace.write('connect.ts', connectScript(lock));
}, 120_000);
afterAll(async () => {
  await workspace?.remove();
  await db?.stop();
});

describe('what is pulled of every server there is', () => {
  it('is a class for each of them', () => {
    expect([...lock.classes.keys()].toSorted()).toEqual([
      'AllTypes',
      'Aux',
      'Configured',
      'Dynamic',
      'Faults',
      'Grouped',
      'Hostile',
      'JavaPeer',
      'MyDev',
      'MyDev2',
      'Old3',
      'Old4',
      'Promise_',
      'Sensor',
      'Sixty',
      'TangoTest',
    ]);
    expect(devices).toBe(16);
  });

  it('warns of each enum that is a number, and of nothing else', () => {
    const hostile = new Set(['Hostile', 'Promise_', 'MyDev', 'MyDev2', 'Aux']);
    const told = report.warnings.filter((warning) => hostile.has(warning.class)).map((warning) => warning.member);
    expect([...new Set(told)].toSorted()).toEqual(['labels_empty', 'labels_repeated']);
    expect(report.warnings.filter((warning) => !hostile.has(warning.class))).toEqual([]);
  });

  it.each(COMPILERS)(
    'compiles with %s under every strict flag, each type and format as the one type that it has',
    async (compiler) => {
      const { errors, files } = await compile(workspace, compiler);
      expect(errors).toEqual([]);
      expect(files).toBeGreaterThan(lock.classes.size);
    },
    60_000,
  );

  it.each([22, 24])(
    'runs as it is on Node %i: every class connects, live and in mock, and every signal is read',
    async (major) => {
      const node = required(nodeBinary(major), `Node ${major}`);
      const { stdout } = await promisify(execFile)(node, [
        '--conditions=@devgen/source',
        `${workspace.folder}/connect.ts`,
        db.tangoHost,
      ]);
      const { live, mock } = JSON.parse(stdout) as Record<'live' | 'mock', Record<string, unknown>>;
      expect(live).toEqual({
        devices,
        failed: FAILING,
        codes: ['TANGO.DEV_FAILED'],
        findings: [],
        read: expect.any(Number),
      });
      expect(live['read']).toBeGreaterThan(500);
      expect(mock).toEqual({ devices, failed: [], codes: [], findings: [], read: expect.any(Number) });
    },
    60_000,
  );
});
