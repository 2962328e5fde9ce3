import { spawnSync } from 'node:child_process';
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { r } from '../model/pulled-source.ts';
import { validated } from '../schemas/validator.ts';
import { root } from './cli.ts';
import {
  answer,
  commits,
  evil,
  failure,
  folder,
  git,
  lockFile,
  more,
  motors,
  run,
  speed,
  times,
  writeLock,
} from './diff-repository.ts';

describe('the lock beside the one that is committed', () => {
  it('is no difference: 0', async () => {
    await writeLock(motors(more));
    const head = git('rev-parse', 'HEAD');
    expect(await answer()).toMatchObject({
      exit: 0,
      before: { kind: 'commit', ref: 'HEAD', commit: head },
      after: { kind: 'lock' },
      compared: 2,
      findings: [],
      warnings: [],
    });
    expect((await run(['diff'])).stdout).toBe(
      `HEAD (${head.slice(0, 10)}) -> lock\n✔ no difference: 2 devices compared\n`,
    );
  });

  it('is a compatible one: 5', async () => {
    await writeLock(motors({ ...more, other: [r('Other', { type: 'bool' })] }));
    expect(await answer()).toMatchObject({
      exit: 5,
      findings: [
        {
          rule: 'MEMBER_EXTRA',
          severity: 'compatible',
          class: 'Motor',
          member: 'Other',
          after: 'r bool',
          devices: [{ device: 'm/1' }, { device: 'm/2' }],
        },
      ],
    });
  });

  it('is a breaking one: 6', async () => {
    await writeLock(motors(speed));
    expect(await answer()).toMatchObject({
      exit: 6,
      findings: [{ rule: 'MEMBER_MISSING', severity: 'breaking', class: 'Motor', member: 'extra', before: 'r i32' }],
    });
    expect((await run(['diff'])).stdout).toContain(
      '\n- Motor.extra: r i32 [MEMBER_MISSING] BREAKING on m/1, m/2\n✖ 1 difference, 1 breaking: 2 devices compared\n',
    );
  });

  it('is wrapped for a person whose terminal is narrow', async () => {
    await writeLock(motors(speed));
    const command = `stty cols 50; '${process.execPath}' '${root}/bin/run.js' diff`;
    const env = { ...process.env, NO_COLOR: '1', TERM: 'xterm' };
    const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], { cwd: folder.path, env, encoding: 'utf8' });
    expect(stdout.replaceAll('\r', '')).toContain(
      '\n- Motor.extra: r i32 [MEMBER_MISSING] BREAKING\n    on m/1, m/2\n',
    );
  });

  it('is not there: that of the work tree is missed, and nothing is written', async () => {
    await rm(lockFile);
    expect(await failure([])).toMatchObject({ code: 'LOCK.NOT_FOUND', next: [{ command: 'devgen pull' }] });
    await writeLock(motors(speed));
    const before = await times();
    await run(['diff']);
    await run(['diff', commits.bare]);
    expect(await times()).toEqual(before);
  });
});

describe('what the config says of breaks', () => {
  let yaml: string;
  beforeAll(async () => {
    yaml = await readFile(join(folder.path, 'devgen.yaml'), 'utf8');
    await writeLock(motors(speed));
  });
  afterAll(() => writeFile(join(folder.path, 'devgen.yaml'), yaml));
  const configure = (text: string): Promise<void> => writeFile(join(folder.path, 'devgen.yaml'), `${yaml}${text}`);

  it('no rule of it breaks: 5', async () => {
    await configure('breaking: [MEMBER_RENAMED]\n');
    expect(await answer()).toMatchObject({ exit: 5, findings: [{ rule: 'MEMBER_MISSING', ignored: true }] });
    const { stdout } = await run(['diff']);
    expect(stdout).toContain('- Motor.extra: r i32 [MEMBER_MISSING] ignored on m/1, m/2\n~ 1 difference, 1 ignored: ');
  });

  it('one device of two is excused: still 6; both: 5', async () => {
    await configure("ignore:\n  - { rule: MEMBER_MISSING, device: 'M/1', class: Mot*, member: ex* }\n");
    expect(await answer()).toMatchObject({
      exit: 6,
      findings: [{ devices: [{ device: 'm/2' }] }, { devices: [{ device: 'm/1' }], ignored: true }],
      warnings: [],
    });
    await configure("ignore: [{ rule: MEMBER_MISSING, device: 'm/*' }]\n");
    expect(await answer()).toMatchObject({ exit: 5, findings: [{ ignored: true }] });
  });

  it('what fits nothing is a warning with its line', async () => {
    await configure('ignore:\n  - rule: DEVICE_GONE\n  - { rule: MEMBER_MISSING, class: Motor }\n');
    const line = yaml.split('\n').length + 1;
    expect(await answer()).toMatchObject({
      exit: 5,
      warnings: [{ code: 'CONFIG.NO_MATCH', text: `devgen.yaml:${line}: nothing that breaks fits rule DEVICE_GONE` }],
    });
  });

  it('a rule that cannot break, or a key of no meaning, is refused', async () => {
    await configure('ignore: [{ rule: UNITS }]\n');
    expect(await failure([])).toMatchObject({ code: 'CONFIG.VALUE' });
    await configure('ignore: [{ rule: DEVICE_GONE, devices: x }]\n');
    expect(await failure([])).toMatchObject({ code: 'CONFIG.KEY_UNKNOWN', next: [{ label: 'Did you mean device?' }] });
    await configure('breaking: [SOURCES]\n');
    expect(await failure([])).toMatchObject({ code: 'CONFIG.VALUE' });
  });
});

describe('the lock beside that of another commit', () => {
  it.each([
    ['a branch', () => 'feature/it'],
    ['a tag', () => 'v1.0'],
    ['a commit', () => commits.first],
    ['a short hash', () => commits.first.slice(0, 9)],
    ['an ancestor', () => 'main~3'],
    ['what was there a while ago', () => 'HEAD@{3}'],
    ['a name that a shell would run', () => evil],
  ])('by %s', async (_, ref) => {
    await writeLock(motors(speed));
    expect(await answer(ref())).toMatchObject({
      exit: 6,
      before: { kind: 'commit', ref: ref(), commit: commits.first },
      findings: [{ rule: 'MEMBER_MISSING', member: 'extra' }],
    });
    expect(await readdir(folder.path)).not.toContain('pwned');
  });

  it('that had none: everything is new', async () => {
    await writeLock(motors(speed));
    expect(await answer(commits.bare)).toMatchObject({
      exit: 5,
      compared: 0,
      findings: [
        { rule: 'CLASS_ADDED', class: 'Motor' },
        { rule: 'DEVICE_ADDED', class: 'Motor', devices: [{ device: 'm/1' }, { device: 'm/2' }] },
      ],
      warnings: [
        {
          code: 'LOCK.NOT_FOUND',
          text: `${commits.bare} has no generated/devices/devgen.lock.json: everything is new`,
        },
      ],
    });
  });

  it('from a folder within the package, with the config named', async () => {
    await writeLock(motors(speed));
    const cwd = join(folder.path, 'generated/devices');
    const { code, stdout } = await run(['diff', 'v1.0', '--config', '../../devgen.yaml'], { cwd });
    expect([code, stdout]).toEqual([6, expect.stringContaining('MEMBER_MISSING')]);
  });

  it('whatever comes on standard input, as in a hook', () => {
    const options = { cwd: folder.path, input: 'refs/heads/main 0 refs/heads/main 0\n', encoding: 'utf8' } as const;
    const { status, stdout } = spawnSync(process.execPath, [join(root, 'bin/run.js'), 'diff', '--json'], options);
    expect([status, validated('diff', stdout)['before']]).toMatchObject([6, { ref: 'HEAD' }]);
  });

  it('in a hook of git, which tells its own place in the environment', async () => {
    await writeLock(motors(speed));
    const hook = join(folder.path, '.git/hooks/pre-commit');
    await writeFile(
      hook,
      `#!/bin/sh\nexport GIT_DIR=.git\n"${process.execPath}" "${root}/bin/run.js" diff --json > ../hook.json\nexit 1\n`.replace(
        '../hook.json',
        join(folder.path, 'hook.json'),
      ),
    );
    await chmod(hook, 0o755);
    expect(() => git('commit', '--all', '--message', 'x')).toThrow();
    await rm(hook);
    const told = await readFile(join(folder.path, 'hook.json'), 'utf8');
    await rm(join(folder.path, 'hook.json'));
    expect(validated('diff', told)).toMatchObject({ exit: 6, findings: [{ rule: 'MEMBER_MISSING' }] });
    git('reset', '--quiet');
  });
});
