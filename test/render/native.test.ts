import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeBinary, required } from '../peers/install/cache.js';
import { HOSTILE, HOSTILE_CLASSES, HOSTILE_NAMES, hostileLock } from './hostile.ts';
import { FIXTURES, fixtureLock, root, Workspace } from './packages.ts';

let workspace: Workspace;

beforeAll(async () => {
  workspace = await Workspace.create();
  for (const name of FIXTURES) await workspace.add(name, await fixtureLock(name));
  await workspace.add('hostile', hostileLock());
  for (const script of ['run.ts', 'run-hostile.ts'])
    await workspace.write(script, await readFile(join(root, 'test/fixtures/packages', script), 'utf8'));
});
afterAll(() => workspace.remove());

describe.each([22, 24])('Node %i, types stripped', (major) => {
  const run = async (script: string): Promise<Record<string, unknown>> => {
    const node = required(nodeBinary(major), `Node ${major}`);
    const { stdout } = await promisify(execFile)(node, ['--conditions=@devgen/source', join(workspace.folder, script)]);
    return JSON.parse(stdout) as Record<string, unknown>;
  };

  it('connects the worlds in mock, and compare finds each change of a copy of their specs', async () => {
    expect(await run('run.ts')).toEqual({
      open: [3, 0.5, 'object', null],
      rbv: 12.5,
      spmg: 'Go',
      wrongLabel: 'VALUE.LABEL_UNKNOWN',
      seqKeys: [1, 2],
      enable: 'PCAP.ACTIVE',
      position: [-5],
      big: '9007199254740993',
      doubled: 42,
      state: 'ON',
      result: 'scalar',
      registry: true,
      rules: {
        same: [],
        missing: ['error MEMBER_MISSING velo'],
        type: ['error MEMBER_TYPE rbv'],
        write: ['error MEMBER_WRITE rbv'],
        readOnly: ['error MEMBER_KIND velo'],
        labelOrder: ['error ENUM_LABELS spmg'],
        labelAdded: ['warning ENUM_LABEL_ADDED spmg'],
        keys: ['error VECTOR_KEYS seq'],
        optional: ['info MEMBER_ABSENT standard'],
        column: ['error FIELDS table'],
        arm: ['error FIELDS result'],
        argument: ['error MEMBER_TYPE devDouble'],
        extra: ['info MEMBER_EXTRA more'],
      },
    });
  });

  it('runs nothing of a hostile facility, and keeps every name and label of it exactly', async () => {
    const { hacked, classes, sources, labels, devices, then } = await run('run-hostile.ts');
    expect(hacked).toBe(null);
    expect(classes).toBe(HOSTILE_CLASSES.length);
    expect(new Set(sources as string[])).toEqual(new Set(HOSTILE_NAMES));
    expect((labels as string[]).slice(0, -1)).toEqual(HOSTILE.filter((label) => label !== ''));
    expect(devices).toEqual(
      expect.arrayContaining(HOSTILE.filter((text) => text !== '').map((text) => `${text}/Device`)),
    );
    expect(then).toBe(true);
  });
});
