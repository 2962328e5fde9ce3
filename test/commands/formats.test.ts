import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Lock } from '../../src/model/lock/lock.ts';
import { printLock } from '../../src/model/lock/print-lock.ts';
import { db, device, locked } from '../model/diff/locks.ts';
import { type Facts, r, rw } from '../model/pulled-source.ts';
import { readCommand, readIssues, readJunit, readMarkdown, tableRows } from '../report/formats/readers.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, type Finished, temporary } from './cli.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

const speed: Facts = { speed: [rw('Speed', { type: 'f64' })] };
const before: Facts = { ...speed, ampli: [rw('Ampli', { type: 'f64' })] };
const after: Facts = { ...speed, '@new|`': [r('@new|`\n::error::x', { type: 'i32' })] };
const motors = (members: Facts): Lock => locked(db(device('m/1', members)));

let folder: Awaited<ReturnType<typeof temporary>>;
let project: string;

const run = (...args: string[]): Promise<Finished> => devgen(args, { cwd: project });

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(project, file)), { recursive: true });
  await writeFile(join(project, file), text);
}

/** The line of the lock that begins with this key, the last one if there are several. */
async function lineOf(key: string): Promise<number> {
  const lines = (await readFile(join(project, 'generated/devices/devgen.lock.json'), 'utf8')).split('\n');
  return lines.findIndex((line) => line.startsWith(`${JSON.stringify(key)}:`)) + 1;
}

/** A project below the top of a repository, whose lock lost a member and has one of a hostile name. */
beforeAll(async () => {
  folder = await temporary();
  project = join(folder.path, 'beamline/app');
  await mkdir(project, { recursive: true });
  expect((await run('init', 'tango://nowhere.invalid:1', '--package', '@bl01/devices')).code).toBe(0);
  await write('generated/devices/devgen.lock.json', printLock(motors(before)));
  await write('.gitignore', '.devgen\n');
  await write('tsconfig.json', '{ "compilerOptions": { "module": "nodenext", "types": [] }, "include": ["src"] }');
  await write('src/scan.ts', "import { Motor } from '@bl01/devices/motor';\nnew Motor('m/9').ampli;\n");
  for (const args of [
    ['init', '--quiet'],
    ['add', '--all'],
    ['commit', '--quiet', '-m', 'a'],
  ])
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: folder.path });
  await write('generated/devices/devgen.lock.json', printLock(motors(after)));
});
afterAll(() => folder.remove());

const lock = 'beamline/app/generated/devices/devgen.lock.json';
const scan = 'beamline/app/src/scan.ts';

describe('devgen diff --format', () => {
  it('github: beside the lock and the lines of users, from the top of the repository', async () => {
    const { stdout, code } = await run('diff', '--uses', '--format', 'github');
    expect(code).toBe(6);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map(readCommand).filter((each) => each !== undefined)).toEqual([
      {
        command: 'error',
        properties: { file: scan, line: '2', col: '18', title: 'Motor.ampli [MEMBER_MISSING]' },
        data: 'Motor.ampli removed',
      },
      {
        command: 'error',
        properties: { file: lock, line: `${await lineOf('Motor')}`, title: 'Motor.ampli [MEMBER_MISSING]' },
        data: 'rw f64 on m/1',
      },
      {
        command: 'notice',
        properties: {
          file: lock,
          line: `${await lineOf('@new|`')}`,
          title: 'Motor.@new|` ::error::x [MEMBER_EXTRA]',
        },
        data: 'r i32 on m/1',
      },
    ]);
    expect(lines.at(-1)).toBe('@bl01/devices, HEAD -> lock: 2 errors, 1 notice, 1 device compared; major change');
  });

  it('gitlab, junit and markdown: the same', async () => {
    const gitlab = await run('diff', '--format', 'gitlab');
    expect(readIssues(gitlab.stdout)).toMatchObject([
      { check_name: 'devgen/MEMBER_MISSING', severity: 'critical', location: { path: lock } },
      { check_name: 'devgen/MEMBER_EXTRA', severity: 'info', location: { path: lock } },
    ]);
    const junit = await run('diff', '--format=junit');
    expect(await readJunit(junit.stdout)).toMatchObject([
      { name: 'Motor.ampli [MEMBER_MISSING]', result: 'failure', message: 'rw f64 on m/1' },
      { name: 'Motor.@new|` ::error::x [MEMBER_EXTRA]', result: 'system-out' },
    ]);
    const markdown = await run('diff', '--format', 'markdown');
    expect(tableRows(await readMarkdown(markdown.stdout)).map((row) => row.slice(0, 3))).toEqual([
      ['error', 'Motor.ampli', 'rw f64 on m/1'],
      ['notice', 'Motor.@new|` ::error::x', 'r i32 on m/1'],
    ]);
    expect([gitlab.code, junit.code, markdown.code]).toEqual([6, 6, 6]);
  });

  it('json: as --json, also where it fails; and not both', async () => {
    const json = await run('diff', '--format', 'json');
    expect(validated('diff', json.stdout)).toMatchObject({ exit: 6 });
    expect((await run('diff', '--json')).stdout).toBe(json.stdout);
    const failed = await run('diff', 'no-such', '--format=json');
    expect([failed.code, failed.stderr]).toEqual([2, '']);
    expect(validated('error', failed.stdout)).toMatchObject({ code: 'GIT.REF_UNKNOWN' });
    expect((await run('diff', '--json', '--format', 'github')).code).toBe(2);
    const unknown = await run('diff', '--format', 'xml');
    expect([unknown.code, unknown.stdout]).toEqual([2, '']);
    expect(unknown.stderr).toContain('github');
  });

  it('what is ignored is said to be', async () => {
    const yaml = await readFile(join(project, 'devgen.yaml'), 'utf8');
    await write('devgen.yaml', `${yaml}ignore: [{ rule: MEMBER_MISSING }]\n`);
    const { stdout, code } = await run('diff', '--format', 'junit');
    expect([code, (await readJunit(stdout)).map(({ result }) => result)]).toEqual([5, ['system-out', 'skipped']]);
    await write('devgen.yaml', yaml);
  });
});

describe('devgen check --format', () => {
  it('points at the files that are not as they should be', async () => {
    expect((await run('generate')).code).toBe(0);
    const fine = await run('check', '--format', 'github');
    expect([fine.code, fine.stdout]).toEqual([0, '@bl01/devices, check: nothing found, 4 files checked\n']);
    await rm(join(project, 'generated/devices/registry.ts'));
    await write('generated/devices/motor.ts', '// mine\n');
    const { stdout, code } = await run('check', '--format', 'github');
    expect(code).toBe(4);
    expect(stdout.trimEnd().split('\n').map(readCommand).slice(0, -1)).toEqual([
      {
        command: 'error',
        properties: { file: 'beamline/app/generated/devices/motor.ts', line: '1', title: 'motor.ts [edited]' },
        data: 'edited by hand',
      },
      {
        command: 'error',
        properties: { file: lock, line: '1', title: 'registry.ts [missing]' },
        data: 'not there',
      },
    ]);
    expect(readIssues((await run('check', '--format', 'gitlab')).stdout).map((each) => each.check_name)).toEqual([
      'devgen/edited',
      'devgen/missing',
    ]);
    expect(await readJunit((await run('check', '--format', 'junit')).stdout)).toMatchObject([
      { result: 'failure', message: 'edited by hand' },
      { result: 'failure', message: 'not there' },
    ]);
    expect(tableRows(await readMarkdown((await run('check', '--format', 'markdown')).stdout)).length).toBe(2);
  });
});
