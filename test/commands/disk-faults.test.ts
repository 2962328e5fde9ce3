import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { treeOf, type Tree } from '../publish/kill/trial.ts';
import { validated } from '../schemas/validator.ts';
import { type Finished, root } from './cli.ts';
import { OfflineProject } from './offline.ts';

vi.setConfig({ testTimeout: 120_000 });

const isRoot = process.getuid?.() === 0;
const devgen = `'${process.execPath}' '${join(root, 'bin/run.js')}'`;

/** Runs a script of bash in the project; a tool that is missing is a failure, as a devgen that is. */
function bash(script: string, prefix: readonly string[] = []): Promise<Finished> {
  const [program = 'bash', ...args] = [...prefix, 'bash', '--norc', '-euc', script];
  return new Promise((done, reject) => {
    execFile(program, args, { cwd: project.folder }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') reject(error);
      else done({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

/** Root reads and writes whatever the permissions say; without these rights it is bound by them like anybody. */
const bound = isRoot ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search', '--inh-caps=-all'] : [];
/** Mounts of its own, that nobody else sees and that end with it. */
const ownMounts = ['unshare', '--mount', ...(isRoot ? [] : ['--map-root-user'])];

function failureOf({ code, stdout, stderr }: Finished): Record<string, unknown> {
  expect(code, stdout + stderr).toBe(2);
  return validated('error', stdout);
}

let project: OfflineProject;
let before: Tree;
beforeEach(async () => {
  project = await OfflineProject.create('tango-test');
  expect((await project.run(['generate'])).code).toBe(0);
  project.useLock('panda');
  before = treeOf(project.output);
});
afterEach(async () => {
  chmodSync(project.output, 0o755);
  await project.remove();
});

/** The trouble is over: what could not be done is done. */
async function worksAgain(): Promise<void> {
  expect((await project.run(['generate'])).code).toBe(0);
  expect((await project.run(['check'])).code).toBe(0);
  expect(readdirSync(join(project.output, '.devgen'))).toEqual(['lock.json', 'memo.json', 'outline.json']);
}

describe('a package folder that may not be written to', () => {
  it('by its permissions: generate says so and leaves the old tree, check and ls do their work', async () => {
    chmodSync(join(project.output, '.devgen'), 0o555);
    chmodSync(project.output, 0o555);
    expect(failureOf(await bash(`exec ${devgen} generate --json`, bound))).toMatchObject({
      code: 'PUBLISH.STAGE',
      summary: expect.stringMatching(/nothing was written to .*devices: EACCES/),
      next: [{ label: expect.stringContaining('writable') }],
    });
    expect((await bash(`exec ${devgen} check`, bound)).code).toBe(4);
    expect((await bash(`exec ${devgen} ls`, bound)).code).toBe(0);
    expect(treeOf(project.output)).toEqual(before);
    chmodSync(join(project.output, '.devgen'), 0o755);
    chmodSync(project.output, 0o755);
    await worksAgain();
  });

  it('by its file system: the same, and a generate that has nothing to do does nothing', async () => {
    const readOnly = `mount --bind devices devices; mount -o remount,bind,ro devices; `;
    expect(failureOf(await bash(`${readOnly} exec ${devgen} generate --json`, ownMounts))).toMatchObject({
      code: 'PUBLISH.STAGE',
      summary: expect.stringContaining('EROFS'),
    });
    expect((await bash(`${readOnly} exec ${devgen} check`, ownMounts)).code).toBe(4);
    expect(treeOf(project.output)).toEqual(before);
    await worksAgain();
    const { code, stdout } = await bash(`${readOnly} exec ${devgen} generate --json`, ownMounts);
    expect(code, stdout).toBe(0);
    expect(validated('generate', stdout)).toMatchObject({ files: { written: [], removed: [] } });
  });
});

/** Permissions of the folder and all that devgen has in it. */
function permit(mode: number): void {
  for (const name of ['devices/.devgen', 'devices', '.']) chmodSync(join(project.folder, name), mode);
}

describe('a checkout that may not be written to', () => {
  const commands: readonly (readonly [name: string, ...words: readonly string[]])[] = [
    ['init', '-c', 'other.yaml', 'tango://db:10000'],
    ['generate'],
    ['rename', 'TangoTest', 'Bench'],
    ['extend', 'TangoTest'],
    ['templates', 'eject', 'header'],
  ];

  it.each(commands)('is a clear failure of %s, which leaves all as it was', async (...words) => {
    project.useLock('tango-test');
    const config = join(project.folder, 'devgen.yaml');
    writeFileSync(config, `${readFileSync(config, 'utf8')}overlay:\n  classes:\n    TangoTest: { document: Ours }\n`);
    const all = treeOf(project.folder);
    permit(0o555);
    const finished = await bash(`exec ${devgen} ${words.join(' ')} --json`, bound);
    permit(0o755);
    const failure = failureOf(finished);
    expect(failure).toMatchObject({ code: expect.stringMatching(/^(FILE\.EACCES|PUBLISH\.STAGE)$/) });
    expect(`${failure['summary']}\n${failure['why']}`).toMatch(/EACCES/);
    expect(`${failure['summary']}`).toContain(project.folder);
    expect(treeOf(project.folder)).toEqual(all);
    expect((await project.run([...words])).code).toBe(0);
  });

  it('is no trouble to those who only look', async () => {
    project.useLock('tango-test');
    permit(0o555);
    for (const words of ['ls', 'show TangoTest', 'check', '__complete fish ls sys'])
      expect(await bash(`exec ${devgen} ${words}`, bound)).toMatchObject({ code: 0, stderr: '' });
    permit(0o755);
  });

  it('but for its package keeps its config and the classes of one lock', async () => {
    project.useLock('tango-test');
    const config = join(project.folder, 'devgen.yaml');
    writeFileSync(config, `${readFileSync(config, 'utf8')}overlay:\n  classes:\n    TangoTest: { document: Ours }\n`);
    const all = treeOf(project.folder);
    chmodSync(project.folder, 0o555);
    const finished = await bash(`exec ${devgen} rename TangoTest Bench --json`, bound);
    chmodSync(project.folder, 0o755);
    expect(failureOf(finished)).toMatchObject({ code: 'FILE.EACCES' });
    expect(treeOf(project.folder)).toEqual(all);
  });
});

describe('room that ends in the midst of staging', () => {
  it('by a limit of the size of files leaves the old tree and no stage', async () => {
    const limited = await bash(`ulimit -f 1; exec ${devgen} generate --json`);
    expect(failureOf(limited)).toMatchObject({ code: 'PUBLISH.STAGE', summary: expect.stringContaining('EFBIG') });
    expect(treeOf(project.output)).toEqual(before);
    expect(readdirSync(join(project.output, '.devgen'))).toEqual(['lock.json', 'memo.json', 'outline.json']);
    await worksAgain();
  });

  it('by a full disk leaves the old tree and no stage; with room it goes on', async () => {
    mkdirSync(join(project.folder, 'seen'));
    const finished = await bash(
      `mkdir small
       mount -t tmpfs -o size=256k none small
       cp -a devices/. small/
       mount --bind small devices
       # Room for half of the new files.
       dd if=/dev/zero of=small/filler bs=4k count=64 2>dd.log || true
       truncate --size=-12k small/filler
       ${devgen} generate --json || code=$?
       cp -a devices/. seen/
       rm small/filler
       ${devgen} generate >again.log
       ${devgen} check >>again.log
       exit $code`,
      ownMounts,
    );
    expect(failureOf(finished)).toMatchObject({ code: 'PUBLISH.STAGE', summary: expect.stringContaining('ENOSPC') });
    const { filler, ...seen } = treeOf(join(project.folder, 'seen'));
    expect(filler?.length).toBeGreaterThan(4096);
    expect(seen).toEqual(before);
    expect(readdirSync(join(project.folder, 'seen/.devgen'))).toEqual(['lock.json', 'memo.json', 'outline.json']);
  });
});

describe('what stands where devgen wants to write', () => {
  it('a link for the local folder is not followed', async () => {
    const elsewhere = join(project.folder, 'elsewhere');
    mkdirSync(join(elsewhere, 'stage'), { recursive: true });
    writeFileSync(join(elsewhere, 'stage/0'), 'mine\n');
    writeFileSync(join(elsewhere, 'journal.json'), JSON.stringify({ format: 1, steps: [] }));
    const finished = await bash(
      `rm -r devices/.devgen; ln -s ../elsewhere devices/.devgen; exec ${devgen} generate --json`,
    );
    expect(failureOf(finished)).toMatchObject({ code: 'PUBLISH.STAGE', summary: expect.stringContaining('.devgen') });
    expect(treeOf(elsewhere)).toMatchObject({ 'stage/0': 'mine\n' });
    expect(Object.keys(treeOf(elsewhere))).toEqual(['journal.json', 'stage', 'stage/0']);
  });
});
