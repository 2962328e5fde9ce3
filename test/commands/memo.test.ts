import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { array, assert, asyncProperty, constantFrom, nat, record } from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { generate } from '../../src/commands/actions/generate.ts';
import { inspectFiles } from '../../src/commands/actions/inspect-files.ts';
import { openWorkspaces } from '../../src/commands/actions/workspace.ts';
import { parseLock } from '../../src/model/lock/parse-lock.ts';
import { renderPackage } from '../../src/render/render-package.ts';
import { OfflineProject } from './offline.ts';

vi.setConfig({ testTimeout: 180_000 });
vi.mock('../../src/render/render-package.ts', { spy: true });
vi.mock('../../src/model/lock/parse-lock.ts', { spy: true });

const LOCKS = ['tango-test', 'motor', 'panda', 'pva'] as const;
const rendered = vi.mocked(renderPackage).mock;
const parsed = vi.mocked(parseLock).mock;

/** What two errors that are alike share. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) throw error;
  return `${String(error.code)}: ${error.message}`;
}

/** What a check says, or with which error it ends. */
async function checked({ folder }: OfflineProject): Promise<unknown> {
  try {
    const { all } = await openWorkspaces({ config: undefined, folder });
    const { findings, count } = await inspectFiles(all[0]!, {});
    return { findings, count };
  } catch (error) {
    return codeOf(error);
  }
}

/** As a checkout without a memo says it. */
async function checkedSlowly(project: OfflineProject): Promise<unknown> {
  const memo = join(project.output, '.devgen/memo.json');
  const text = existsSync(memo) ? readFileSync(memo) : undefined;
  rmSync(memo, { force: true });
  const before = rendered.calls.length;
  const outcome = await checked(project);
  if (typeof outcome === 'object') expect(rendered.calls.length).toBe(before + 1);
  if (text !== undefined) writeFileSync(memo, text);
  return outcome;
}

/** Something that happens to a project; the number chooses what it happens to. */
type Event = (project: OfflineProject, choice: number) => unknown;

function change(path: string, edit: (text: string) => string): void {
  if (existsSync(path)) writeFileSync(path, edit(readFileSync(path, 'utf8')));
}

function someFile({ output }: OfflineProject, choice: number): string {
  const names = readdirSync(output).filter((name) => !name.startsWith('.') && name !== 'devgen.lock.json');
  return join(output, names[choice % names.length] ?? 'none.ts');
}

const withoutOverlay = (text: string): string => text.replace(/overlay: .*\n/, '');
const memoOf = ({ output }: OfflineProject): string => join(output, '.devgen/memo.json');
const configOf = ({ folder }: OfflineProject): string => join(folder, 'devgen.yaml');
const manifestOf = ({ output }: OfflineProject): string => join(output, '.devgen.json');

const EVENTS: Readonly<Record<string, Event>> = {
  editFile: (project, choice) => change(someFile(project, choice), (text) => `${text}// ${choice}\n`),
  removeFile: (project, choice) => rmSync(someFile(project, choice), { force: true }),
  emptyFile: (project, choice) => change(someFile(project, choice), () => ''),
  windowsFile: (project, choice) => change(someFile(project, choice), (text) => text.replaceAll('\n', '\r\n')),
  addFile: (project, choice) => writeFileSync(join(project.output, `mine-${choice}.ts`), '// mine\n'),
  wrongHash: (project, choice) =>
    change(manifestOf(project), (text) => text.replace(/"[0-9a-f]{8}(?=[0-9a-f]{56}")/, `"${choice}`.padEnd(9, '0'))),
  forgetFiles: (project) => change(manifestOf(project), (text) => text.replace(/"\S+\.ts":.*\n/, '')),
  removeManifest: (project) => rmSync(manifestOf(project), { force: true }),
  otherLock: (project, choice) => project.useLock(LOCKS[choice % LOCKS.length] ?? 'motor'),
  spoilLock: (project) =>
    change(join(project.output, 'devgen.lock.json'), (text) => text.replace('"format":1', '"format": 1')),
  editLock: (project) =>
    change(join(project.output, 'devgen.lock.json'), (text) => text.replace(/"units":"\w+"/, '"units":"fm"')),
  windowsLock: (project) =>
    change(join(project.output, 'devgen.lock.json'), (text) => text.replaceAll(/\r?\n/g, '\r\n')),
  ownTemplate: (project, choice) => {
    mkdirSync(join(project.folder, 'mine'), { recursive: true });
    writeFileSync(join(project.folder, 'mine/header.hbs'), `// edition {{str "${choice}"}}\n`);
    change(configOf(project), (text) => `${text.replace(/templates: .*\n/, '')}templates: ./mine\n`);
  },
  badTemplate: (project) => change(join(project.folder, 'mine/header.hbs'), (text) => `${text}{{#if`),
  noTemplates: (project) => change(configOf(project), (text) => text.replace(/templates: .*\n/, '')),
  otherName: (project, choice) =>
    change(configOf(project), (text) => text.replace(/package: .*/, `package: '@bl0${choice}/devices'`)),
  otherImports: (project, choice) =>
    change(configOf(project), (text) =>
      text.replace(/( {2}importExtension: .*\n)?( {2}package: )/, `  importExtension: ${choice % 2 ? 'ts' : 'js'}\n$2`),
    ),
  overlay: (project, choice) =>
    change(
      configOf(project),
      (text) => `${withoutOverlay(text)}overlay: { classes: { '*': { document: d${choice} } } }\n`,
    ),
  brokenOverlay: (project) =>
    change(configOf(project), (text) => `${withoutOverlay(text)}overlay: { classes: { Gone: { document: x } } }\n`),
  noOverlay: (project) => change(configOf(project), withoutOverlay),
  removeMemo: (project) => rmSync(memoOf(project), { force: true }),
  tearMemo: (project) => change(memoOf(project), (text) => text.slice(0, text.length / 2)),
  emptyMemo: (project) => change(memoOf(project), () => '{}'),
  wrongMemo: (project) => change(memoOf(project), (text) => text.replace('"key":"', '"key":"0')),
  generate: ({ folder }, choice) => generated(folder, choice % 2 === 0),
  generateAgain: ({ folder }) => generated(folder, false),
};

async function generated(folder: string, overwrite: boolean): Promise<void> {
  const { signal } = new AbortController();
  await generate({ config: undefined, folder, overwrite, abandon: false, signal }).catch(() => undefined);
}

/** How often the work parses a lock, and how often it renders a package. */
async function work(todo: () => Promise<unknown>): Promise<readonly number[]> {
  const before = [parsed.calls.length, rendered.calls.length] as const;
  await todo();
  return [parsed.calls.length - before[0], rendered.calls.length - before[1]];
}

describe('the memo of what a lock became', () => {
  it('hides nothing: whatever happens to a project, a check with it says what a check without it says', async () => {
    let [known, compared] = [0, 0];
    const event = record({ name: constantFrom(...Object.keys(EVENTS)), choice: nat(9) });
    const history = record({ lock: constantFrom(...LOCKS), events: array(event, { maxLength: 8 }) });
    await assert(
      asyncProperty(history, async ({ lock, events }) => {
        const project = await OfflineProject.create(lock);
        await generated(project.folder, false);
        for (const { name, choice } of [{ name: 'generateAgain', choice: 0 }, ...events]) {
          await EVENTS[name]?.(project, choice);
          const before = rendered.calls.length;
          const fast = await checked(project);
          if (rendered.calls.length === before && typeof fast === 'object') known += 1;
          compared += 1;
          expect(fast).toEqual(await checkedSlowly(project));
        }
        await project.remove();
      }),
      { numRuns: 60 },
    );
    expect(known).toBeGreaterThan(compared / 4);
    expect(known).toBeLessThan(compared);
  });

  it('spares parsing and rendering while lock, config and templates stay, whatever became of the files', async () => {
    const project = await OfflineProject.create('tango-test');
    const check = (): Promise<readonly number[]> => work(() => checked(project));
    const make = (overwrite = false): Promise<readonly number[]> => work(() => generated(project.folder, overwrite));
    const text = (name: string): string => readFileSync(join(project.output, name), 'utf8');

    expect(await check()).toEqual([1, 1]);
    expect(await check()).toEqual([1, 1]);
    expect(existsSync(memoOf(project))).toBe(false);
    expect(await make()).toEqual([1, 1]);
    expect(await make()).toEqual([0, 0]);
    const whole = text('tango-test.ts');
    writeFileSync(join(project.output, 'tango-test.ts'), '// mine\n');
    expect(await check()).toEqual([0, 0]);
    // It is kept: there is nothing to write.
    expect(await make()).toEqual([0, 0]);
    expect(await make(true)).toEqual([1, 1]);
    expect(text('tango-test.ts')).toBe(whole);
    expect(await check()).toEqual([0, 0]);
    project.useLock('motor');
    expect(await check()).toEqual([1, 1]);
    project.useLock('tango-test');
    expect(await check()).toEqual([0, 0]);
    await project.remove();
  });
});
