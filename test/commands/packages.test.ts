import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { validated } from '../schemas/validator.ts';
import { devgen, root, temporary } from './cli.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const CONFIG = `# ours
sources:
  db: { kind: tango, address: 'tango://127.0.0.1:1' }
output:
  - dir: generated/one # the first
    package: '@bl01/one'
    layout: worlds
  - { dir: generated/two, package: '@bl01/two' }
`;

let folder: Awaited<ReturnType<typeof temporary>>;
const at = (path: string): string => join(folder.path, path);

/** What a command answers with `--json`, held against its schema. */
async function answer(...args: readonly [command: string, ...rest: string[]]): Promise<Record<string, unknown>> {
  const { stdout, code } = await devgen([...args, '--json'], { cwd: folder.path });
  const data = validated(args[0], stdout);
  expect(data['exit']).toBe(code);
  return data;
}

async function failure(...args: readonly string[]): Promise<Record<string, unknown>> {
  const { stdout, code } = await devgen([...args, '--json'], { cwd: folder.path });
  expect(code).toBe(2);
  return validated('error', stdout);
}

beforeAll(async () => {
  folder = await temporary();
  await writeFile(at('devgen.yaml'), CONFIG);
  for (const [name, lock] of [
    ['one', 'motor'],
    ['two', 'tango-test'],
  ] as const) {
    await mkdir(at(`generated/${name}`), { recursive: true });
    await cp(join(root, `test/fixtures/locks/${lock}.lock.json`), at(`generated/${name}/devgen.lock.json`));
  }
});
afterAll(() => folder.remove());

describe('of several packages', () => {
  it('generate makes each, one of them with a folder for each world', async () => {
    const { packages } = await answer('generate');
    expect(packages).toMatchObject([
      { package: '@bl01/one', files: { dir: 'generated/one' } },
      { package: '@bl01/two', files: { dir: 'generated/two' } },
    ]);
    const motor = await readFile(at('generated/one/epics/motor.ts'), 'utf8').catch(() =>
      readFile(at('generated/one/tango/motor.ts'), 'utf8'),
    );
    expect(motor).toContain('export class Motor');
    expect(await readFile(at('generated/two/tango-test.ts'), 'utf8')).toContain("from './labels.ts'");
  });

  it('check names the one that is stale, and --package asks for one alone', async () => {
    const path = at('generated/two/labels.ts');
    const text = await readFile(path, 'utf8');
    await writeFile(path, `${text}// mine\n`);
    const checked = await answer('check');
    expect(checked).toMatchObject({
      exit: 4,
      packages: [
        { package: '@bl01/one', files: [] },
        { package: '@bl01/two', files: [{ file: 'labels.ts', kind: 'edited' }] },
      ],
    });
    const { stdout } = await devgen(['check'], { cwd: folder.path });
    expect(stdout).toMatch(/^@bl01\/one\n✔ @bl01\/one: \d+ files up to date\n@bl01\/two\n~ labels.ts: edited/);
    expect((await answer('check', '--package', '@bl01/one'))['exit']).toBe(0);
    const github = await devgen(['check', '--format', 'github'], { cwd: folder.path });
    expect(github.stdout).toMatch(/::error file=generated\/two\/labels.ts[^]*\n@bl01\/two, check: 1 error/);
    expect(await failure('check', '--package', '@bl01/tow')).toMatchObject({
      code: 'USAGE.NAME_UNKNOWN',
      next: [{ label: 'add --package @bl01/two' }],
    });
    const { warnings } = await answer('generate');
    expect(warnings).toMatchObject([{ code: 'PUBLISH.EDITED', text: expect.stringMatching(/^@bl01\/two: labels.ts/) }]);
    await writeFile(path, text);
  });

  it('ls and show tell of which package a device is', async () => {
    const { packages } = await answer('ls');
    expect(packages).toMatchObject([
      { package: '@bl01/one', classes: expect.any(Number) },
      { package: '@bl01/two', devices: [{ class: 'TangoTest' }, { class: 'TangoTest' }] },
    ]);
    expect(await answer('show', 'TangoTest')).toMatchObject({
      packages: [{ package: '@bl01/two', name: 'TangoTest' }],
    });
    expect((await failure('show', 'TangoTset'))['code']).toBe('USAGE.NAME_UNKNOWN');
  });

  it('a class is renamed where it is, extended there, and its edits are adopted there', async () => {
    expect(await answer('rename', 'TangoTest.ampli', 'amplitude')).toMatchObject({
      packages: [{ package: '@bl01/two' }],
    });
    expect(await failure('rename', 'TangoTset', 'Other')).toMatchObject({
      code: 'USAGE.NAME_UNKNOWN',
      next: [{ command: 'devgen rename TangoTest Other' }],
    });
    expect(await answer('extend', 'Motor')).toMatchObject({ packages: [{ package: '@bl01/one', class: 'Motor' }] });
    const config = await readFile(at('devgen.yaml'), 'utf8');
    expect(config).toContain('# the first');
    expect(config).toMatch(/layout: worlds\n {4}overlay:\n {6}classes:\n {8}Motor:\n {10}extends: /);
    expect(await readFile(at('src/my-motor.ts'), 'utf8')).toMatch(/from '..\/generated\/one\/\w+\/motor.ts'/);
    const path = at('generated/two/tango-test.ts');
    await writeFile(
      path,
      (await readFile(path, 'utf8')).replaceAll('/** `double_scalar`', '/** Ours: `double_scalar`'),
    );
    const adopted = await answer('adopt', 'generated/two/tango-test.ts');
    expect(adopted).toMatchObject({ packages: [{ package: '@bl01/two', class: 'TangoTest' }] });
    expect((await answer('check'))['exit']).toBe(0);
  });

  it('of two that have the class, one has to be named', async () => {
    const config = await readFile(at('devgen.yaml'), 'utf8');
    await cp(at('generated/two'), at('generated/three'), { recursive: true });
    await writeFile(at('devgen.yaml'), `${config}  - { dir: generated/three, package: '@bl01/three' }\n`);
    await answer('generate', '--package', '@bl01/three', '--overwrite');
    expect(await failure('rename', 'TangoTest', 'SignalSource')).toMatchObject({
      code: 'USAGE.NAME_AMBIGUOUS',
      next: [{ command: 'devgen rename TangoTest SignalSource --package @bl01/two' }],
    });
    const renamed = await answer('rename', 'TangoTest', 'SignalSource', '--package', '@bl01/three');
    expect(renamed).toMatchObject({ packages: [{ package: '@bl01/three' }] });
    expect(await answer('prune')).toMatchObject({ packages: [{}, {}, {}] });
    await writeFile(at('devgen.yaml'), config);
  });

  it('what a registry takes is built of each but one that gives a class from outside, with its line', async () => {
    const line =
      (await readFile(at('devgen.yaml'), 'utf8')).split('\n').findIndex((text) => text.includes('extends:')) + 1;
    expect(await failure('build')).toMatchObject({ code: 'CONFIG.EXTENDS_OUTSIDE', where: { line } });
    const built = await answer('build', '--package', '@bl01/two', '--out', 'built');
    expect(built).toMatchObject({ packages: [{ version: '0.1.0', files: { dir: 'built/@bl01/two' } }] });
    expect((await failure('build', '--package', '@bl01/two', '--out', 'generated/two'))['code']).toBe('USAGE.INVALID');
    await writeFile(at('generated/two/labels.ts'), '');
    expect((await failure('build', '--package', '@bl01/two'))['code']).toBe('PUBLISH.STALE');
    await answer('generate', '--overwrite');
  });
});
