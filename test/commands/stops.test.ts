import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Tree, treeOf } from '../publish/kill/trial.ts';
import { validated } from '../schemas/validator.ts';
import { OfflineProject } from './offline.ts';

vi.setConfig({ testTimeout: 120_000 });

const signals = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const;

let project: OfflineProject;
let before: Tree;
beforeEach(async () => {
  project = await OfflineProject.create('tango-test');
  expect((await project.run(['generate'])).code).toBe(0);
  project.useLock('panda');
  before = treeOf(project.output);
});
afterEach(() => project.remove());

const local = (): readonly string[] => readdirSync(join(project.output, '.devgen'));

describe.each(signals)('%s', (signal, expected) => {
  it('while new files are staged leaves the old tree and no stage', async () => {
    const strike = { STRIKE_AT: 'writeFile .devgen/stage/1', STRIKE_SIGNAL: signal };
    const { code, stdout } = await project.struck(['generate', '--json'], strike);
    expect(code, stdout).toBe(expected);
    expect(validated('error', stdout)).toMatchObject({ code: 'INTERRUPTED', summary: `Stopped by ${signal}` });
    expect(treeOf(project.output)).toEqual(before);
    expect(local()).toEqual(['lock.json', 'memo.json', 'outline.json']);
  });

  it('behind the commit waits: the new tree comes, and the exit code tells', async () => {
    const strike = { STRIKE_AT: 'rename .devgen/journal.json', STRIKE_SIGNAL: signal };
    const { code, stdout } = await project.struck(['generate', '--json'], strike);
    expect(code, stdout).toBe(expected);
    expect(validated('generate', stdout)).toMatchObject({
      exit: expected,
      files: { written: expect.arrayContaining(['registry.ts']), removed: ['tango-test.ts'] },
    });
    expect(existsSync(join(project.output, '.devgen/journal.json'))).toBe(false);
    expect((await project.run(['check'])).code).toBe(0);
    expect(local()).toEqual(['lock.json', 'memo.json', 'outline.json']);
  });
});
