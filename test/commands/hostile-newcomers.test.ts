import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Ledger } from '../../src/model/lock/lock.ts';
import { startPyTangoDatabase } from '../peers/pytango-database.ts';
import { runPython } from '../peers/python.ts';
import { compile } from '../render/compile.ts';
import { controlsIn, HostileProject, startNamed } from './hostile-facility.ts';
import { ATTRIBUTES, CLASSES, COMMANDS, NEW_ATTRIBUTES, NEW_CLASSES, NEW_COMMANDS } from './hostile-names.ts';
import { runScript } from './user-script.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const classes = CLASSES.map(([wire]) => wire).filter((wire) =>
  /^(?:Device|MyDev|my_dev|__proto__|then|CON|Index)$/.test(wire),
);
let db: Awaited<ReturnType<typeof startPyTangoDatabase>>;
const projects: HostileProject[] = [];

async function project(naming: 'camel' | 'wire'): Promise<HostileProject> {
  const made = await HostileProject.create(db, naming);
  projects.push(made);
  return made;
}

beforeAll(async () => {
  db = await startPyTangoDatabase();
  const attributes = ATTRIBUTES.map(([wire]) => wire);
  await startNamed(db, 'c', { classes, attributes, commands: COMMANDS.map(([wire]) => wire) });
});
afterAll(async () => {
  await db.stop();
  await Promise.all(projects.map(({ workspace }) => workspace.remove()));
});

/** Every name with what it is the name of. */
function namesOf({ classes: given, files, members, types }: Ledger): readonly string[] {
  return [
    ...[...given].map(([name, { id }]) => `class ${name} is ${id}`),
    ...[...files].map(([stem, name]) => `file ${stem} is ${name}`),
    ...[...types].map(([name, owner]) => `type ${name} is ${JSON.stringify(owner)}`),
    ...[...members].flatMap(([id, names]) => [...names].map(([name, key]) => `${id} ${name} is ${key}`)),
  ];
}

/** What they are in the lock now, after each of some pulls. */
async function pulls(
  of: HostileProject,
  ...globs: readonly (readonly string[])[]
): Promise<readonly (readonly string[])[]> {
  const all: (readonly string[])[] = [];
  for (const each of globs) {
    await of.succeed('pull', ...each);
    all.push(namesOf((await of.lock()).ledger));
  }
  return all;
}

async function expectWhole(of: HostileProject): Promise<void> {
  expect(await of.succeed('check', '--live')).toContain('no difference: ');
  expect((await compile(of.workspace, 'typescript')).errors).toEqual([]);
  await of.script('run.ts');
  const { code, stdout, stderr } = await runScript(of.workspace.folder, 'run.ts', [of.address, 'restored']);
  expect([code, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout)).toMatchObject({ classes: classes.length + NEW_CLASSES.length, wrong: [] });
}

describe('names that ask for what others have', () => {
  it('when they come later leave every name as it is, and get names of their own', async () => {
    const early = await project('camel');
    const [before = []] = await pulls(early, []);
    await startNamed(db, 'n', { classes: NEW_CLASSES, attributes: NEW_ATTRIBUTES, commands: NEW_COMMANDS });
    const add = `
import json, sys, tango
for device in tango.Database().get_device_exported('h/c/*'):
    tango.DeviceProxy(device).AddAttributes(json.loads(sys.argv[1]))
    tango.DeviceProxy(device).AddCommands(json.loads(sys.argv[2]))`;
    await runPython(db, add, { args: [JSON.stringify(NEW_ATTRIBUTES), JSON.stringify(NEW_COMMANDS)] });
    const seen = await early.run('check', '--live');
    expect(seen.code).toBe(5);
    expect(controlsIn(seen.stdout)).toEqual([]);
    const [after = []] = await pulls(early, []);
    expect(before.filter((name) => !after.includes(name))).toEqual([]);
    expect(after.length).toBeGreaterThan(before.length + NEW_CLASSES.length * 2);
    await expectWhole(early);
  });

  it('when they come first keep theirs', async () => {
    const late = await project('wire');
    const [first = [], after = []] = await pulls(late, ['h/n/*'], []);
    expect(first.filter((name) => !after.includes(name))).toEqual([]);
    await expectWhole(late);
  });

  it('are in every report of a connect that fails, and none of them moves a cursor', async () => {
    const [early] = projects as [HostileProject];
    const { workspace, address } = early;
    await early.script('report.ts');
    const { code, stdout, stderr } = await runScript(workspace.folder, 'report.ts', [address, 'h/c/10', 'h/n/10']);
    expect([code, stderr]).toEqual([0, '']);
    const told = JSON.parse(stdout) as { message: string; members: readonly string[] };
    expect(told).toMatchObject({
      settled: ['__proto__', 'constructor', 'then', 'toString'].map((key) => [key, true]),
      names: ['__proto__', 'constructor', 'then', 'toString'],
      unread: 0,
      devices: ['__proto__', 'constructor', 'then', 'toString'],
    });
    expect(told.members.toSorted()).toEqual([...ATTRIBUTES, ...COMMANDS].map(([, camel]) => camel).toSorted());
    expect(told.message).toContain('4 × 50 differences from tango:Device: __proto__, constructor, then, toString');
    expect(controlsIn(told.message)).toEqual([]);
  });
});
