import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printLock } from '../../src/model/lock/print-lock.ts';
import { temporary } from './cli.ts';
import { commits, failure, folder, git, motors, run, speed, writeLock } from './diff-repository.ts';

describe('what cannot be compared: 2, and what to type next', () => {
  it.each([['-x'], ['--output=pwned'], ['']])('%j is no name of a commit', async (ref) => {
    expect(await failure(['--', ref])).toMatchObject({ code: 'USAGE.REF', next: [{ command: 'devgen diff HEAD' }] });
    expect(await readdir(folder.path)).not.toContain('pwned');
  });

  it.each([
    ['a name that is nearly one', 'feature/its', 'Did you mean feature/it?', 'devgen diff feature/it'],
    ['a name like no other', 'xyzzy-plugh', 'neither a branch nor a tag', 'git branch --all'],
    ['a range', 'v1.0..main', '', ''],
    ['a file of a commit', 'HEAD:devgen.yaml', '', ''],
    ['shell words', '; touch pwned', '', ''],
  ])('%s', async (_, ref, why, next) => {
    const told = await failure([ref]);
    expect(told).toMatchObject({ code: 'GIT.REF_UNKNOWN', summary: `git knows no commit ${ref}` });
    expect(told['why']).toContain(why);
    expect(JSON.stringify(told['next'])).toContain(next);
    expect(await readdir(folder.path)).not.toContain('pwned');
  });

  it('a lock that is torn there', async () => {
    await writeLock(motors(speed));
    expect(await failure([commits.broken])).toMatchObject({
      code: 'LOCK.TRUNCATED',
      summary: expect.stringContaining(`devgen.lock.json of ${commits.broken}`),
      next: [{ command: 'devgen diff HEAD~1' }],
    });
  });

  it('a lock that a newer devgen wrote there', async () => {
    expect(await failure([commits.newer])).toMatchObject({
      code: 'LOCK.NEWER',
      next: [{ label: expect.stringContaining('npm install devgen') }],
    });
  });

  it('the facility and a commit at once', async () => {
    expect(await failure(['--live', 'main'])).toMatchObject({
      code: 'USAGE.INVALID',
      next: [{ command: 'devgen diff --help' }],
    });
  });

  it('where there is no git', async () => {
    expect(await failure([], { env: { PATH: join(folder.path, 'generated') } })).toMatchObject({
      code: 'GIT.NOT_FOUND',
      next: [{ command: 'devgen diff --live' }],
    });
  });
});

describe('a folder', () => {
  let other: Awaited<ReturnType<typeof temporary>>;
  beforeAll(async () => {
    other = await temporary();
    expect((await run(['init', 'tango://nowhere.invalid:1'], { cwd: other.path })).code).toBe(0);
    await mkdir(join(other.path, 'generated/devices'), { recursive: true });
    await writeFile(join(other.path, 'generated/devices/devgen.lock.json'), printLock(motors(speed)));
  });
  afterAll(() => other.remove());

  it('that is in no repository', async () => {
    expect(await failure([], { cwd: other.path })).toMatchObject({
      code: 'GIT.NO_REPOSITORY',
      why: expect.stringContaining('not a git repository'),
      next: [{ command: 'devgen diff --live' }],
    });
  });

  it('whose repository has no commit', async () => {
    git('init', '--quiet', other.path);
    expect(await failure([], { cwd: other.path })).toMatchObject({
      code: 'GIT.REF_UNKNOWN',
      next: [{ label: 'git add . && git commit' }],
    });
  });

  it('that is a clone of the last commit only', async () => {
    git('clone', '--quiet', '--depth', '1', `file://${folder.path}`, join(other.path, 'clone'));
    const told = await failure(['v0.1-of-old'], { cwd: join(other.path, 'clone') });
    expect(told).toMatchObject({ code: 'GIT.REF_UNKNOWN', next: [{ label: 'git fetch --unshallow --tags' }] });
  });
});
