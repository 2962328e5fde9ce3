import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { array, assert, asyncProperty, constantFrom, nat, record } from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { generate } from '../../../src/commands/actions/generate.ts';
import { inspectFiles } from '../../../src/commands/actions/inspect-files.ts';
import { openWorkspaces } from '../../../src/commands/actions/workspace.ts';
import { parseLock } from '../../../src/model/lock/parse-lock.ts';
import { renderClasses, renderPackage } from '../../../src/render/render-package.ts';
import { OfflineProject } from '../offline.ts';
import { bytesOf } from '../tree-bytes.ts';
import { manyClasses, SOUND, UNSOUND, windows } from './lock-edits.ts';

vi.setConfig({ testTimeout: 300_000 });
vi.mock('../../../src/render/render-package.ts', { spy: true });
vi.mock('../../../src/model/lock/parse-lock.ts', { spy: true });

const parts = vi.mocked(renderClasses).mock;
const wholes = vi.mocked(renderPackage).mock;
const parsed = vi.mocked(parseLock).mock;

const lockOf = ({ output }: OfflineProject): string => join(output, 'devgen.lock.json');
const configOf = ({ folder }: OfflineProject): string => join(folder, 'devgen.yaml');

function change(path: string, edit: (text: string) => string): void {
  if (existsSync(path)) writeFileSync(path, edit(readFileSync(path, 'utf8')));
}

const withoutOverlay = (text: string): string => text.replace(/overlay: .*\n/, '');

/** What happens to a project beside its lock. */
const EVENTS: Readonly<Record<string, (project: OfflineProject, which: number) => void>> = {
  editFile: ({ output }) => change(join(output, 'pand-a.ts'), (text) => `${text}// mine\n`),
  editOther: ({ output }) => change(join(output, 'tango-test.ts'), (text) => `// mine\n${text}`),
  removeFile: ({ output }) => rmSync(join(output, 'motor.ts'), { force: true }),
  removeManifest: ({ output }) => rmSync(join(output, '.devgen.json'), { force: true }),
  overlay: (project, which) =>
    change(
      configOf(project),
      (text) => `${withoutOverlay(text)}overlay: { classes: { 'T*': { document: d${which} } } }\n`,
    ),
  noOverlay: (project) => change(configOf(project), withoutOverlay),
  otherImports: (project, which) =>
    change(configOf(project), (text) =>
      text.replace(/( {2}importExtension: .*\n)?( {2}package: )/, `  importExtension: ${which % 2 ? 'ts' : 'js'}\n$2`),
    ),
  removeMemo: ({ output }) => rmSync(join(output, '.devgen/memo.json'), { force: true }),
  tearOutline: ({ output }) => change(join(output, '.devgen/outline.json'), (text) => text.slice(0, text.length / 2)),
  emptyOutline: ({ output }) =>
    change(join(output, '.devgen/outline.json'), (text) => text.replace(/"classes":.*/s, '"classes":[]}')),
  nothing: () => undefined,
};

/** What a command does in this process: its answer, or its error. */
async function outcome(of: () => Promise<unknown>): Promise<unknown> {
  try {
    return await of();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return { code: error.code, message: error.message.replaceAll(/\S*\/devices/g, 'devices') };
  }
}

async function checked({ folder }: OfflineProject): Promise<unknown> {
  const { all } = await openWorkspaces({ config: undefined, folder });
  const { findings, count } = await inspectFiles(all[0]!, {});
  return { findings, count };
}

async function generated({ folder }: OfflineProject, overwrite: boolean): Promise<unknown> {
  const { signal } = new AbortController();
  const { all } = await generate({ config: undefined, folder, overwrite, abandon: false, signal });
  return all.map(({ data, warnings, reasons }) => ({ data, warnings, reasons }));
}

function forget({ output }: OfflineProject): void {
  rmSync(join(output, '.devgen'), { recursive: true, force: true });
}

const isBroken = ([answer]: readonly unknown[]): boolean =>
  typeof answer === 'object' && answer !== null && 'code' in answer;

/** Two projects to which the same happens, one of which remembers nothing from one command to the next. */
class Twins {
  readonly one: OfflineProject;
  readonly other: OfflineProject;

  private constructor(one: OfflineProject, other: OfflineProject) {
    this.one = one;
    this.other = other;
  }

  static async create(): Promise<Twins> {
    return new Twins(await OfflineProject.create('motor'), await OfflineProject.create('motor'));
  }

  both(happens: (project: OfflineProject) => void): void {
    for (const project of [this.one, this.other]) happens(project);
  }

  async compare(overwrite: boolean): Promise<readonly unknown[]> {
    const answers = [];
    for (const command of [checked, (project: OfflineProject) => generated(project, overwrite)]) {
      const fast = await outcome(() => command(this.one));
      forget(this.other);
      const slow = await outcome(() => command(this.other));
      expect(fast).toEqual(slow);
      answers.push(fast);
    }
    expect(await bytesOf(this.one.output)).toEqual(await bytesOf(this.other.output));
    return answers;
  }

  async remove(): Promise<void> {
    await this.one.remove();
    await this.other.remove();
  }
}

/** How often the work reads a lock as a whole, makes a whole package, and of which classes alone it makes the files. */
async function work(todo: () => Promise<unknown>): Promise<readonly unknown[]> {
  const before = [parsed.calls.length, wholes.calls.length, parts.calls.length] as const;
  await todo();
  const classes = parts.calls.slice(before[2]).flatMap(([, names]) => [...names]);
  return [parsed.calls.length - before[0], wholes.calls.length - before[1], classes];
}

/** What changes single classes; the other edits need the whole. */
const OWN = ['units', 'classDoc', 'newMember', 'fewerMembers', 'otherType', 'memberName'] as const;
const EDITS = { ...SOUND, ...UNSOUND, windows };

describe('a lock of which single classes changed', () => {
  it('becomes what it becomes where nothing is remembered, whatever was done to it and to the files', async () => {
    const often = [...OWN, ...OWN, ...OWN];
    const edit = record({ name: constantFrom(...often, ...Object.keys(SOUND)), which: nat(99), other: nat(99) });
    const last = record({
      name: constantFrom(...often, ...OWN, ...Object.keys(EDITS)),
      which: nat(9999),
      other: nat(99),
    });
    const happening = constantFrom(...Object.keys(EVENTS).map(() => 'nothing'), ...Object.keys(EVENTS));
    const step = record({ edits: array(edit, { maxLength: 2 }), last, event: happening });
    const many = manyClasses();
    const seen = { inParts: 0, refused: 0, compared: 0 };
    await assert(
      asyncProperty(array(step, { minLength: 2, maxLength: 5 }), async (steps) => {
        const twins = await Twins.create();
        let sound = many;
        twins.both((project) => writeFileSync(lockOf(project), sound));
        await twins.compare(false);
        for (const { edits, last: ending, event } of steps) {
          for (const { name, which, other } of edits) sound = SOUND[name]!(sound, which, other);
          const text = EDITS[ending.name as keyof typeof EDITS]!(sound, ending.which, ending.other);
          if (ending.name in SOUND) sound = text;
          twins.both((project) => {
            writeFileSync(lockOf(project), text);
            // It changes all, so it is there for a while only.
            if (ending.which % 2 === 0) EVENTS['noOverlay']?.(project, 0);
            EVENTS[event]?.(project, ending.which);
          });
          const before = parts.calls.length;
          const answers = await twins.compare(ending.which % 3 === 0);
          if (parts.calls.length > before) seen.inParts += 1;
          if (isBroken(answers)) seen.refused += 1;
          seen.compared += 1;
        }
        await twins.remove();
      }),
      { numRuns: 30 },
    );
    expect(seen.inParts).toBeGreaterThan(seen.compared / 10);
    expect(seen.refused).toBeGreaterThan(seen.compared / 10);
    expect(seen.refused).toBeLessThan(seen.compared);
  });

  it('is read and made in these classes alone', async () => {
    const project = await OfflineProject.create('motor');
    const many = manyClasses();
    const use = (text: string): void => writeFileSync(lockOf(project), text);
    const make = (): Promise<readonly unknown[]> => work(() => generated(project, false));
    const check = (): Promise<readonly unknown[]> => work(() => checked(project));
    const motor = many.replace('"units":"mm"', '"units":"um"');
    const text = (): string => readFileSync(join(project.output, 'motor.ts'), 'utf8');

    use(many);
    expect(await make()).toEqual([1, 1, []]);
    const before = text();
    use(motor);
    expect(await check()).toEqual([0, 0, ['Motor']]);
    expect(await make()).toEqual([0, 0, ['Motor']]);
    expect(text()).not.toBe(before);
    // It is known from now on.
    expect(await make()).toEqual([0, 0, []]);
    use(many);
    expect(await make()).toEqual([0, 0, ['Motor']]);
    expect(text()).toBe(before);
    // Another file is to be written too, whose text is not known.
    rmSync(join(project.output, 'tango-test.ts'));
    use(motor);
    expect(await make()).toEqual([1, 1, ['Motor']]);
    // A device has gone: other files may depend on it.
    use(SOUND['deviceGone']!(motor, 1, 0));
    expect(await make()).toEqual([1, 1, []]);
    await project.remove();
  });
});
