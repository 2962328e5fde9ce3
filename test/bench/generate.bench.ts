import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OfflineProject } from '../commands/offline.ts';
import { nodeBinary, required } from '../peers/install/cache.js';
import { CLASSES, largeLocks } from './large-lock.ts';
import { median } from './rounds.ts';

const execute = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');
const rounds = 5;
const nodes = [
  { name: `Node ${process.versions.node}`, binary: process.execPath },
  { name: 'Node 24', binary: required(nodeBinary(24), 'Node 24') },
];

let project: OfflineProject;
let locks: ReturnType<typeof largeLocks>;

beforeAll(async () => {
  locks = largeLocks();
  project = await OfflineProject.create('tango-test');
});
afterAll(() => project.remove());

const useLock = (text: string): void => writeFileSync(join(project.output, 'devgen.lock.json'), text);

function removeAllButLock(): void {
  for (const name of readdirSync(project.output))
    if (name !== 'devgen.lock.json') rmSync(join(project.output, name), { recursive: true });
}

interface Run {
  readonly code: number;
  readonly data: Record<string, unknown>;
  readonly seconds: number;
}

/** The whole process, as a shell sees it. */
async function devgen(binary: string, args: readonly string[], strike: NodeJS.ProcessEnv = {}): Promise<Run> {
  const preload = Object.keys(strike).length === 0 ? [] : ['--import', join(root, 'test/publish/kill/strike.mjs')];
  const all = [...preload, join(root, 'bin/run.js'), ...args, '--json'];
  const env = { ...process.env, STRIKE_ROOT: project.output, ...strike };
  const start = performance.now();
  const { code, stdout } = await execute(binary, all, { cwd: project.folder, env, maxBuffer: 1 << 26 }).then(
    (done) => ({ code: 0, stdout: done.stdout }),
    (failed: { code: number | null; stdout: string }) => ({ code: failed.code ?? -1, stdout: failed.stdout }),
  );
  const seconds = (performance.now() - start) / 1000;
  return { code, data: (stdout === '' ? {} : JSON.parse(stdout)) as Record<string, unknown>, seconds };
}

/** Runs it in rounds, each prepared and looked at, and prints median and range. */
async function time(
  title: string,
  node: (typeof nodes)[number],
  args: readonly string[],
  prepare: () => unknown,
  look: (run: Run) => void,
): Promise<void> {
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await prepare();
    const run = await devgen(node.binary, args);
    look(run);
    seconds.push(run.seconds);
  }
  report(title, node.name, seconds);
}

function report(title: string, name: string, seconds: readonly number[]): void {
  const [low, middle, high] = [Math.min(...seconds), median(seconds), Math.max(...seconds)].map((each) =>
    each.toFixed(2),
  );
  console.log(`${title}, ${name}: ${middle} s (${low} to ${high})`);
}

const written = ({ code, data }: Run): number => {
  expect(code).toBe(0);
  return (data['files'] as { readonly written: readonly string[] }).written.length;
};

const isClean = ({ code, data }: Run): void => {
  expect(code).toBe(0);
  expect(data).toMatchObject({ files: [], checked: CLASSES + 3 });
};

const forget = (): void => rmSync(join(project.output, '.devgen/memo.json'), { force: true });

it.each(nodes)('makes and checks the classes of a large facility on $name', async (node) => {
  useLock(locks.before);
  await time('generate, all', node, ['generate'], removeAllButLock, (run) => {
    expect(written(run)).toBe(CLASSES + 3);
  });
  await time('check, nothing to find', node, ['check'], () => undefined, isClean);
  await time('check, nothing to find, in a fresh clone', node, ['check'], forget, isClean);
  await devgen(node.binary, ['generate']);
  await time(
    'generate, nothing to do',
    node,
    ['generate'],
    () => undefined,
    (run) => {
      expect(written(run)).toBe(0);
    },
  );
  let round = 0;
  const otherLock = (): void => useLock(round++ % 2 === 0 ? locks.after : locks.before);
  await time('generate, one class changed', node, ['generate'], otherLock, (run) => {
    expect(written(run)).toBe(1);
  });
});

it.each(nodes)('finishes a publication of all files that was killed at its commit on $name', async (node) => {
  useLock(locks.before);
  const kill = async (): Promise<void> => {
    removeAllButLock();
    await devgen(node.binary, ['generate'], { STRIKE_AT: 'rename .devgen/journal.json' });
    expect(readdirSync(project.output)).toEqual(['.devgen', 'devgen.lock.json']);
  };
  await time('show, after the kill', node, ['show', 'Class7'], kill, ({ code }) => {
    expect(code).toBe(0);
    expect(readdirSync(project.output).length).toBe(CLASSES + 5);
  });
  await time(
    'show, again',
    node,
    ['show', 'Class7'],
    () => undefined,
    ({ code }) => {
      expect(code).toBe(0);
    },
  );
});

it('is compiled by TypeScript', async () => {
  useLock(locks.before);
  expect((await devgen(process.execPath, ['generate'])).code).toBe(0);
  mkdirSync(join(project.folder, 'node_modules/@devgen'), { recursive: true });
  symlinkSync(join(root, 'src/runtime'), join(project.folder, 'node_modules/@devgen/runtime'));
  const compilerOptions = {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
  };
  writeFileSync(join(project.folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(project.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['devices'] }));
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const { stdout } = await execute(
      process.execPath,
      [join(root, 'node_modules/typescript/bin/tsc'), '-p', project.folder],
      { cwd: project.folder },
    );
    seconds.push((performance.now() - start) / 1000);
    expect(stdout).toBe('');
  }
  report('tsc on all of it', 'TypeScript 7', seconds);
});
