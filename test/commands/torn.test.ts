import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Tree, treeOf } from '../publish/kill/trial.ts';
import { validated } from '../schemas/validator.ts';
import { OfflineProject } from './offline.ts';

vi.setConfig({ testTimeout: 120_000 });

let project: OfflineProject;
/** As it is when the lock has changed and the classes have not. */
let before: Tree;
beforeEach(async () => {
  project = await OfflineProject.create('tango-test');
  expect((await project.run(['generate'])).code).toBe(0);
  project.useLock('panda');
  before = treeOf(project.output);
});
afterEach(() => project.remove());

async function answer(args: readonly string[], code: number): Promise<Record<string, unknown>> {
  const finished = await project.run([...args, '--json']);
  expect(finished.code, finished.stdout).toBe(code);
  return validated(code === 2 ? 'error' : args[0]!, finished.stdout);
}

async function killedBehind(call: string): Promise<void> {
  const { code } = await project.struck(['generate'], { STRIKE_AT: call });
  expect(code, call).toBe(null);
}

describe('devgen generate, killed', () => {
  it.each([
    ['mkdir .devgen/stage', 'after'],
    ['writeFile .devgen/stage/3', 'torn'],
    ['rename .devgen/journal.json', 'before'],
  ])('before the commit leaves the old classes: %s, %s', async (at, how) => {
    const { code } = await project.struck(['generate'], { STRIKE_AT: at, STRIKE_HOW: how });
    expect(code).toBe(null);
    const { files } = await answer(['check'], 4);
    expect((files as { kind: string }[]).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['missing', 'orphan', 'stale']),
    );
    expect(treeOf(project.output)).toEqual(before);
    expect((await project.run(['generate'])).code).toBe(0);
    await answer(['check'], 0);
    expect(readdirSync(join(project.output, '.devgen'))).toEqual(['lock.json', 'memo.json', 'outline.json']);
  });

  it.each(['rename .devgen/journal.json', 'rename registry.ts', 'unlink tango-test.ts', 'unlink .devgen/journal.json'])(
    'behind %s leaves the new ones',
    async (at) => {
      await killedBehind(at);
      // Whatever the next command is.
      await answer(['ls'], 0);
      const tree = treeOf(project.output);
      expect(tree).not.toHaveProperty(['tango-test.ts']);
      await answer(['check'], 0);
      expect(treeOf(project.output)).toEqual(tree);
    },
  );
});

describe('a file that was edited between a crash and the next command', () => {
  it('blocks every command and is not touched; --abandon makes the rest whole, --overwrite all', async () => {
    await killedBehind('rename labels.ts');
    const edited = join(project.output, 'registry.ts');
    writeFileSync(edited, '// mine\n');
    const torn = treeOf(project.output);
    for (const command of ['check', 'ls', 'generate', 'pull'])
      expect(await answer([command], 2)).toMatchObject({
        code: 'PUBLISH.CHANGED_SINCE_CRASH',
        summary: expect.stringContaining('registry.ts'),
        next: [{ command: 'devgen generate --abandon' }],
      });
    expect(treeOf(project.output)).toEqual(torn);

    expect(await answer(['generate', '--abandon'], 4)).toMatchObject({
      files: { kept: ['registry.ts'] },
      warnings: [{ code: 'PUBLISH.EDITED' }],
    });
    expect(treeOf(project.output)).toHaveProperty(['registry.ts'], '// mine\n');
    expect(await answer(['check'], 4)).toMatchObject({ files: [{ file: 'registry.ts', kind: 'edited' }] });
    expect(await answer(['generate', '--overwrite'], 0)).toMatchObject({ files: { written: ['registry.ts'] } });
    await answer(['check'], 0);
  });

  it('may be given up with everything: the classes are those of the lock that is there by then', async () => {
    await killedBehind('rename labels.ts');
    project.useLock('tango-test');
    writeFileSync(join(project.output, 'registry.ts'), '// mine\n');
    await answer(['ls'], 2);
    await answer(['generate', '--abandon', '--overwrite'], 0);
    const { 'devgen.lock.json': _, ...tree } = treeOf(project.output);
    const { 'devgen.lock.json': __, ...first } = before;
    expect(tree).toEqual(first);
  });
});
