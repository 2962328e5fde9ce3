import { type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Tree, treeOf } from '../publish/kill/trial.ts';
import { validated } from '../schemas/validator.ts';
import type { Finished } from './cli.ts';
import { OfflineProject } from './offline.ts';

vi.setConfig({ testTimeout: 120_000 });

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Finished>;
  /** Whether it has ended by now. */
  readonly isOver: () => boolean;
}

/** Runs `devgen generate` until it stops itself at a call that changes the file system, holding the folder. */
async function stoppedAt(project: OfflineProject, call: string): Promise<Running> {
  const running = start(project, { STRIKE_AT: call, STRIKE_SIGNAL: 'SIGSTOP' });
  await vi.waitFor(() => expect(stateOf(running.child)).toBe('T'), { timeout: 60_000 });
  return running;
}

function start(project: OfflineProject, strike: Readonly<Record<string, string>> = {}): Running {
  let child: ChildProcess | undefined;
  let over = false;
  const ended = project
    .struck(['generate', '--json'], strike, { onStart: (process) => (child = process) })
    .finally(() => (over = true));
  if (child === undefined) throw new Error('It did not start.');
  return { child, ended, isOver: () => over };
}

/** The state of a process as the kernel tells it: `T` is stopped. */
function stateOf({ pid }: ChildProcess): string | undefined {
  return /^\d+ \(.*\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
}

/** Another devgen waits: commands that need nothing of the folder come and go meanwhile, and it is not over. */
async function waits(project: OfflineProject, running: Running): Promise<void> {
  for (let round = 0; round < 3; round++) await project.run(['generate', '--help']);
  expect(running.isOver()).toBe(false);
}

let project: OfflineProject;
let newTree: Tree;
/** Stopped in the midst of staging, from the first test to the last; and another devgen that wants the same folder. */
let busyProject: OfflineProject;
let holder: Running;
let busy: Promise<Finished>;

async function changedProject(): Promise<OfflineProject> {
  const made = await OfflineProject.create('tango-test');
  expect((await made.run(['generate'])).code).toBe(0);
  made.useLock('panda');
  return made;
}

beforeAll(async () => {
  busyProject = await changedProject();
  holder = await stoppedAt(busyProject, 'writeFile .devgen/stage/2');
  busy = busyProject.run(['generate', '--json']);
  const whole = await OfflineProject.create('panda');
  expect((await whole.run(['generate'])).code).toBe(0);
  newTree = treeOf(whole.output);
  await whole.remove();
});
afterAll(() => busyProject.remove());
beforeEach(async () => {
  project = await changedProject();
});
afterEach(() => project.remove());

describe('a devgen that finds another one', () => {
  it.each(['writeFile .devgen/stage/2', 'rename registry.ts'])(
    'stopped behind %s waits for it, and then has nothing left to do',
    async (call) => {
      const first = await stoppedAt(project, call);
      const before = treeOf(project.output);
      const second = start(project);
      await waits(project, second);
      expect(treeOf(project.output)).toEqual(before);
      first.child.kill('SIGCONT');
      const [{ code }, { code: other, stdout }] = await Promise.all([first.ended, second.ended]);
      expect([code, other]).toEqual([0, 0]);
      expect(validated('generate', stdout)).toMatchObject({ files: { written: [], removed: [] } });
      expect(treeOf(project.output)).toEqual(newTree);
    },
  );

  it.each([
    ['writeFile .devgen/stage/2', 'publishes itself', ['registry.ts']],
    ['rename registry.ts', 'finishes what was begun', []],
  ] as const)('that is killed behind %s has the folder at once and %s', async (call, _, written) => {
    const first = await stoppedAt(project, call);
    const second = start(project);
    await waits(project, second);
    first.child.kill('SIGKILL');
    const { code, stdout } = await second.ended;
    expect(code, stdout).toBe(0);
    expect(validated('generate', stdout)).toMatchObject({ files: { written: expect.arrayContaining([...written]) } });
    expect(treeOf(project.output)).toEqual(newTree);
    expect((await project.run(['check'])).code).toBe(0);
  });

  it('that publishes another lock ends in the tree of that lock, whole', async () => {
    const first = await stoppedAt(project, 'rename labels.ts');
    project.useLock('motor');
    const second = start(project);
    await waits(project, second);
    first.child.kill('SIGCONT');
    expect((await first.ended).code).toBe(0);
    expect((await second.ended).code).toBe(0);
    const alone = await OfflineProject.create('motor');
    await alone.run(['generate']);
    expect(treeOf(project.output)).toEqual(treeOf(alone.output));
    await alone.remove();
  });

  it('while it checks reads one tree, not the half of two', async () => {
    const first = await stoppedAt(project, 'rename registry.ts');
    let over = false;
    const check = project.run(['check', '--json']).finally(() => (over = true));
    for (let round = 0; round < 3; round++) await project.run(['generate', '--help']);
    expect(over).toBe(false);
    first.child.kill('SIGCONT');
    expect(validated('check', (await check).stdout)).toMatchObject({ exit: 0, files: [] });
    expect((await first.ended).code).toBe(0);
  });

  it('that does not end is not waited for for ever: exit code 2, and nothing is written', async () => {
    const { code, stdout } = await busy;
    expect(code).toBe(2);
    expect(validated('error', stdout)).toMatchObject({ code: 'PUBLISH.BUSY', next: [{ label: expect.any(String) }] });
    expect(holder.isOver()).toBe(false);
    holder.child.kill('SIGCONT');
    expect((await holder.ended).code).toBe(0);
    expect(treeOf(busyProject.output)).toEqual(newTree);
  });
});

it('a check whose files are published between two of its looks looks again', async () => {
  // It stops when it has read the lock, of whose classes there are none yet.
  const stop = join(project.folder, 'stop.mjs');
  writeFileSync(
    stop,
    `import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const real = fs.openSync;
let stopped = false;
fs.openSync = (path, ...rest) => {
  if (!stopped && String(path).endsWith('/devices/registry.ts')) {
    stopped = true;
    process.kill(process.pid, 'SIGSTOP');
  }
  return real(path, ...rest);
};
syncBuiltinESMExports();
`,
  );
  let child: ChildProcess | undefined;
  const check = project.run(['check', '--json'], {
    node: ['--import', stop],
    onStart: (process) => (child = process),
  });
  await vi.waitFor(() => expect(stateOf(child!)).toBe('T'), { timeout: 60_000 });
  expect((await project.run(['generate'])).code).toBe(0);
  child!.kill('SIGCONT');
  const { stdout } = await check;
  expect(validated('check', stdout)).toMatchObject({ exit: 0, files: [] });
});
