import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { check } from '../../src/commands/actions/check.ts';
import { eject } from '../../src/commands/actions/eject.ts';
import { generate } from '../../src/commands/actions/generate.ts';
import type { CheckData } from '../../src/report/check-text.ts';
import type { Outcome } from '../../src/report/outcome.ts';
import { root } from './cli.ts';
import { bytesOf } from './tree-bytes.ts';
import { validated } from '../schemas/validator.ts';
import { OfflineProject } from './offline.ts';
import { only } from './only.ts';

vi.setConfig({ testTimeout: 120_000 });

const { signal } = new AbortController();
let project: OfflineProject;
const place = (): { config: undefined; folder: string; signal: AbortSignal } => ({
  config: undefined,
  folder: project.folder,
  signal,
});
const pathOf = (file: string): string => join(project.folder, file);

beforeEach(async () => {
  project = await OfflineProject.create('tango-test');
  await generated();
});
afterEach(() => project.remove());

async function generated(overwrite = false): Promise<void> {
  await generate({ ...place(), overwrite, abandon: false });
}

function checked(): Promise<Outcome<CheckData>> {
  return only(check({ ...place(), env: {}, live: false, onProgress: () => {} }));
}

async function failure(todo: () => Promise<unknown>): Promise<unknown> {
  const before = await bytesOf(project.output);
  const error = await todo().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(await bytesOf(project.output)).toEqual(before);
  return error;
}

function ownTemplate(name: string, text: string): void {
  mkdirSync(pathOf('mine'), { recursive: true });
  writeFileSync(pathOf(`mine/${name}.hbs`), text);
  const config = readFileSync(pathOf('devgen.yaml'), 'utf8');
  if (!config.includes('templates:')) writeFileSync(pathOf('devgen.yaml'), `${config}templates: ./mine\n`);
}

describe('devgen templates eject', () => {
  it('copies each template so that the same is made with it', async () => {
    const names = readdirSync(join(root, 'templates')).map((name) => name.replace('.hbs', ''));
    expect(names.length).toBeGreaterThan(8);
    for (const name of names) await eject({ ...place(), name });
    expect(readFileSync(pathOf('devgen.yaml'), 'utf8')).toMatch(/\ntemplates: \.\/devgen-templates\n$/);
    const { data, warnings, reasons } = await checked();
    expect([data.files, warnings, reasons]).toEqual([[], [], []]);
  });

  it('says what it did, and refuses to replace a file or to copy what is not there', async () => {
    const ran = await project.run(['templates', 'eject', 'header.hbs', '--json']);
    expect(validated('templates-eject', ran.stdout)).toEqual({
      ok: true,
      exit: 0,
      template: 'header',
      file: 'devgen-templates/header.hbs',
      config: 'devgen.yaml',
      warnings: [],
    });
    writeFileSync(pathOf('devgen-templates/header.hbs'), '// mine\n');
    await expect(eject({ ...place(), name: 'header' })).rejects.toMatchObject({ code: 'USAGE.FILE_EXISTS' });
    expect(readFileSync(pathOf('devgen-templates/header.hbs'), 'utf8')).toBe('// mine\n');
    await expect(eject({ ...place(), name: 'heder' })).rejects.toMatchObject({
      code: 'USAGE.NAME_UNKNOWN',
      hint: 'devgen templates eject header',
    });
    expect((await eject({ ...place(), name: 'member' })).data.config).toBeUndefined();
  });

  it('check tells an older copy, other templates, another lock and a hand edit apart', async () => {
    await eject({ ...place(), name: 'header' });
    const own = pathOf('devgen-templates/header.hbs');
    writeFileSync(own, `${readFileSync(own, 'utf8')}// ours\n`);
    expect((await checked()).data.files).toContainEqual({ file: 'tango-test.ts', kind: 'stale', cause: 'templates' });
    await generated();
    expect((await checked()).warnings).toEqual([]);

    // As after an update of devgen: the default is another than the one that was copied.
    writeFileSync(own, readFileSync(own, 'utf8').replace(/[0-9a-f]{32}/, '0'.repeat(32)));
    await generated();
    const older = await checked();
    expect([older.data.files, older.reasons]).toEqual([[], []]);
    expect(older.warnings).toMatchObject([
      { code: 'TEMPLATE.OLDER', text: expect.stringContaining('devgen-templates/header.hbs') },
    ]);

    project.useLock('motor');
    writeFileSync(join(project.output, 'labels.ts'), '// mine\n');
    const { files } = (await checked()).data;
    expect(files).toContainEqual({ file: 'registry.ts', kind: 'stale', cause: 'lock' });
    expect(files).toContainEqual({ file: 'labels.ts', kind: 'edited' });
  });
});

describe('a template of the user that is no good ends the command before anything is written', () => {
  it.each([
    ['throws', '{{ident "not a name"}}', 'TEMPLATE.RENDER', 'the helper ident was given'],
    ['uses itself without end', '// a\n{{> header}}\n', 'TEMPLATE.RENDER', 'it uses itself without end'],
    ['uses another that uses it', '{{> comment}}', 'TEMPLATE.RENDER', 'it uses itself without end'],
    ['has a null byte', '// a\0b\n', 'TEMPLATE.SYNTAX', 'line 1'],
  ])('one that %s', async (_, text, code, message) => {
    ownTemplate('header', text);
    if (text.includes('comment')) ownTemplate('comment', '{{> header}}');
    expect(await failure(() => generated())).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});

describe('a lock with both sides of a merge', () => {
  it('is refused by every command that makes or carries classes, with its line', async () => {
    const lock = join(project.output, 'devgen.lock.json');
    const text = readFileSync(lock, 'utf8');
    writeFileSync(lock, text.replace(/^"TangoTest".*$/m, '<<<<<<< ours\n$&\n=======\n$&\n>>>>>>> theirs'));
    for (const args of [['check'], ['generate'], ['extend', 'TangoTest'], ['adopt', 'devices/tango-test.ts']]) {
      const { code, stdout } = await project.run([...args, '--json']);
      expect(code).toBe(2);
      expect(validated('error', stdout)).toMatchObject({
        code: 'LOCK.CONFLICT',
        summary: expect.stringMatching(/at line 3$/),
      });
    }
  });
});
