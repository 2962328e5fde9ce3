import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { treeOf } from '../publish/kill/trial.ts';
import { validated } from '../schemas/validator.ts';
import { OfflineProject } from './offline.ts';

vi.setConfig({ testTimeout: 120_000 });

let project: OfflineProject;
const file = (name: string): string => join(project.output, name);
const textOf = (name: string): string => readFileSync(file(name), 'utf8');

beforeEach(async () => {
  project = await OfflineProject.create('tango-test');
  await answer(['generate'], 0);
});
afterEach(() => project.remove());

async function answer(args: readonly string[], code: number): Promise<Record<string, unknown>> {
  const finished = await project.run([...args, '--json']);
  expect(finished.code, finished.stdout).toBe(code);
  return validated(args[0]!, finished.stdout);
}

describe('a generated file that is not as devgen made it', () => {
  it('is stale, edited, missing or orphan, each told apart, and only the edited ones are kept', async () => {
    // Made for a lock of other classes: one orphan, one new, the registry stale.
    project.useLock('panda');
    writeFileSync(file('registry-table.ts'), '// mine\n');
    writeFileSync(file('package.json'), textOf('package.json').replace('false', 'true'));
    rmSync(file('registry.ts'));
    const found = (await answer(['check'], 4))['files'] as { file: string; kind: string }[];
    const kinds = new Map(found.map((each) => [each.file, each.kind]));
    expect(Object.fromEntries(kinds)).toMatchObject({
      'tango-test.ts': 'orphan',
      'registry-table.ts': 'edited',
      'package.json': 'edited',
      'registry.ts': 'missing',
      'seq.ts': 'missing',
    });

    const kept = ['package.json', 'registry-table.ts'];
    expect(await answer(['generate'], 4)).toMatchObject({
      files: { kept, removed: ['tango-test.ts'], written: expect.arrayContaining(['registry.ts', 'seq.ts']) },
      warnings: kept.map((name) => ({ code: 'PUBLISH.EDITED', text: expect.stringContaining(name) })),
    });
    expect(textOf('registry-table.ts')).toBe('// mine\n');
    // Until somebody decides it is told each time.
    expect(await answer(['generate'], 4)).toMatchObject({ files: { kept, written: [], removed: [] } });
    expect(await answer(['check'], 4)).toMatchObject({ files: kept.map((name) => ({ file: name, kind: 'edited' })) });

    expect(await answer(['generate', '--overwrite'], 0)).toMatchObject({ files: { written: kept, kept: [] } });
    expect(await answer(['check'], 0)).toMatchObject({ files: [] });
  });

  it('is edited also where its class has changed or is gone, and stale again when the edit is taken back', async () => {
    const registry = textOf('registry.ts');
    const orphan = textOf('tango-test.ts');
    writeFileSync(file('registry.ts'), `// mine\n${registry}`);
    writeFileSync(file('tango-test.ts'), `// mine\n${orphan}`);
    project.useLock('panda');
    const edited = [
      { file: 'registry.ts', kind: 'edited' },
      { file: 'tango-test.ts', kind: 'edited' },
    ];
    expect(await answer(['check'], 4)).toMatchObject({ files: expect.arrayContaining(edited) });
    await answer(['generate'], 4);
    expect(await answer(['check'], 4)).toMatchObject({ files: edited });
    expect(textOf('tango-test.ts')).toMatch(/^\/\/ mine/);
    writeFileSync(file('registry.ts'), registry);
    writeFileSync(file('tango-test.ts'), orphan);
    expect(await answer(['check'], 4)).toMatchObject({
      files: [
        { file: 'registry.ts', kind: 'stale' },
        { file: 'tango-test.ts', kind: 'orphan' },
      ],
    });
    await answer(['generate'], 0);
    expect(treeOf(project.output)).not.toHaveProperty(['tango-test.ts']);
  });

  it('is none where only its line ends are those of a Windows checkout', async () => {
    for (const [name, text] of Object.entries(treeOf(project.output)))
      writeFileSync(file(name), text.replaceAll('\n', '\r\n'));
    const before = treeOf(project.output);
    expect(await answer(['check'], 0)).toMatchObject({ files: [] });
    expect(await answer(['generate'], 0)).toMatchObject({ files: { written: [], removed: [], kept: [] } });
    rmSync(file('.devgen'), { recursive: true });
    expect(await answer(['check'], 0)).toMatchObject({ files: [] });
    expect(await answer(['generate'], 0)).toMatchObject({ files: { written: [], removed: [], kept: [] } });
    expect(treeOf(project.output)).toEqual(before);
    writeFileSync(file('registry.ts'), `${textOf('registry.ts')}// mine\r\n`);
    expect(await answer(['check'], 4)).toMatchObject({ files: [{ file: 'registry.ts', kind: 'edited' }] });
  });
});

describe('a file in the folder that devgen does not own', () => {
  it('is not touched by any command', async () => {
    const mine = {
      'notes.txt': 'mine\n',
      'my-class.ts': 'export {};\n',
      'sub/deep.ts': 'export {};\n',
      '.env': 'A=1\n',
    };
    mkdirSync(file('sub'));
    for (const [name, text] of Object.entries(mine)) writeFileSync(file(name), text);
    await answer(['generate'], 0);
    project.useLock('panda');
    await answer(['generate', '--overwrite'], 0);
    expect(await answer(['check'], 0)).toMatchObject({ files: [] });
    expect(treeOf(project.output)).toMatchObject(mine);
  });

  it('keeps its text where a new class wants its name, and that is told until somebody decides', async () => {
    writeFileSync(file('seq.ts'), '// my own sequencer\n');
    project.useLock('panda');
    expect(await answer(['generate'], 4)).toMatchObject({
      files: { kept: ['seq.ts'], written: expect.arrayContaining(['registry.ts']) },
      warnings: [{ code: 'PUBLISH.EDITED', text: expect.stringMatching(/seq\.ts .*a file of your own.*--overwrite/) }],
    });
    expect(textOf('seq.ts')).toBe('// my own sequencer\n');
    expect(await answer(['check'], 4)).toMatchObject({ files: [{ file: 'seq.ts', kind: 'edited' }] });
    // It never became devgen's: when the class goes, the file stays.
    project.useLock('tango-test');
    await answer(['generate'], 0);
    expect(textOf('seq.ts')).toBe('// my own sequencer\n');

    project.useLock('panda');
    expect(await answer(['generate', '--overwrite'], 0)).toMatchObject({ files: { kept: [] } });
    expect(textOf('seq.ts')).toContain('export class Seq');
    expect(await answer(['check'], 0)).toMatchObject({ files: [] });
  });
});
