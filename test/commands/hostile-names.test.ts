import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { nodeBinary, required } from '../peers/install/cache.js';
import { startPyTangoDatabase } from '../peers/pytango-database.ts';
import { runPython } from '../peers/python.ts';
import { COMPILERS, compile } from '../render/compile.ts';
import { controlsIn, HostileProject, startNamed, toldName } from './hostile-facility.ts';
import { ATTRIBUTES, CLASSES, COMMANDS, typeRules } from './hostile-names.ts';
import { runScript } from './user-script.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let db: Awaited<ReturnType<typeof startPyTangoDatabase>>;

beforeAll(async () => {
  db = await startPyTangoDatabase();
  await startNamed(db, 'c', {
    classes: CLASSES.map(([wire]) => wire),
    attributes: ATTRIBUTES.map(([wire]) => wire),
    commands: COMMANDS.map(([wire]) => wire),
  });
});
afterAll(() => db.stop());

/** What a client of somebody else finds written; afterwards each attribute is its own name again. */
async function writtenWrong(): Promise<unknown> {
  const script = `
import json, sys, tango
wrong, seen = [], 0
for device in json.loads(sys.argv[1]):
    proxy = tango.DeviceProxy(device)
    for name in json.loads(sys.argv[2]):
        found = proxy.read_attribute(name).value
        seen += 1
        if found != "set " + name.encode().decode("latin-1"):
            wrong.append([device, name, found])
        proxy.write_attribute(name, name)
print(json.dumps({"seen": seen, "wrong": wrong}))`;
  const devices = CLASSES.map((_, at) => `h/c/${10 + at}`);
  const names = ATTRIBUTES.map(([wire]) => toldName(wire));
  return JSON.parse(await runPython(db, script, { args: [JSON.stringify(devices), JSON.stringify(names)] }));
}

describe.each(['camel', 'wire'] as const)('names that break a careless generator, naming: %s', (naming) => {
  const named = (row: readonly [string, string, string]): string => row[naming === 'camel' ? 1 : 2];
  const members = ATTRIBUTES.length + COMMANDS.length;
  let project: HostileProject;

  beforeAll(async () => {
    project = await HostileProject.create(db, naming);
    await project.succeed('pull');
    await project.script('run.ts');
    await project.workspace.write('rules.ts', typeRules(named));
  });
  afterAll(() => project.workspace.remove());

  it('each class and file has the name that a reader expects', async () => {
    const { classes, ledger, sources } = await project.lock();
    const names = [...classes].map(([name, { id }]) => [id, name] as const);
    expect(new Map(names)).toEqual(new Map(CLASSES.map(([wire, name]) => [`tango:${wire}`, name])));
    const files = [...ledger.files].map(([stem, name]) => [name, stem] as const);
    expect(new Map(files)).toEqual(new Map(CLASSES.map(([, name, stem]) => [name, stem])));
    expect(sources.get('tango')?.devices.size).toBe(CLASSES.length);
  });

  it('show tells the exact name on the wire beside that of the member; no text of it reaches the terminal', async () => {
    const shown = (await project.answer('show', 'MyDev2'))['members'] as { name: string; wire: string; kind: string }[];
    const names = new Map(shown.map((member) => [`${member.wire} ${member.kind}`, member.name]));
    for (const row of ATTRIBUTES) expect([row[0], names.get(`${row[0]} rw`)]).toEqual([row[0], named(row)]);
    for (const row of COMMANDS) expect([row[0], names.get(`${row[0]} command`)]).toEqual([row[0], named(row)]);
    const texts = [await project.succeed('show', 'MyDev2'), await project.succeed('show', 'h/c/11')];
    texts.push(await project.succeed('ls'), await project.succeed('check', '--live'), await project.succeed('pull'));
    expect(texts.map(controlsIn)).toEqual(texts.map(() => []));
    for (const text of texts.slice(0, 2)) {
      for (const row of ATTRIBUTES.filter(([wire]) => /^[\x21-\x7e]+$/.test(wire)))
        expect(text.split('\n').find((line) => line.startsWith(`  ${named(row)} `))).toContain(row[0]);
    }
  });

  it.each(naming === 'camel' ? COMPILERS : (['typescript'] as const))(
    '%s takes every file under every strict flag, each member as what it is',
    async (compiler) => {
      const { errors, files } = await compile(project.workspace, compiler);
      expect(errors).toEqual([]);
      expect(files).toBeGreaterThan(CLASSES.length + 3);
    },
  );

  it.each(['compiled', 22, 24] as const)(
    '%s on Node: every member reads, writes and runs what it is named after, live and in mock',
    async (how) => {
      const finished = await runOn(how, project);
      expect(finished).toEqual({
        classes: CLASSES.length,
        reached: CLASSES.length * members,
        extras: members + 5,
        wrong: [],
      });
      expect(await writtenWrong()).toEqual({ seen: CLASSES.length * ATTRIBUTES.length, wrong: [] });
    },
  );
});

/** Compiled and bundled for this Node, or as it is on one that strips types. */
async function runOn(how: 'compiled' | 22 | 24, { workspace: { folder }, address }: HostileProject): Promise<unknown> {
  if (how === 'compiled') {
    const { code, stdout, stderr } = await runScript(folder, 'run.ts', [address]);
    expect([code, stderr]).toEqual([0, '']);
    return JSON.parse(stdout);
  }
  const node = required(nodeBinary(how), `Node ${how}`);
  const { stdout } = await promisify(execFile)(node, ['--conditions=@devgen/source', join(folder, 'run.ts'), address]);
  return JSON.parse(stdout);
}
