import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DeviceServer } from '../peers/device-server.ts';
import { startPyServer } from '../peers/py-server.ts';
import { startPyTangoDatabase } from '../peers/pytango-database.ts';
import { runPython } from '../peers/python.ts';
import { compile } from '../render/compile.ts';
import { controlsIn, HostileProject } from './hostile-facility.ts';
import { runScript } from './user-script.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Devices, and their aliases. */
const DEVICES: readonly (readonly [name: string, alias: string])[] = [
  ['h/t/1', '__proto__'],
  ['h/t/__proto__', 'constructor'],
  ['h/constructor/tostring', '\u001b[2J\u001b]0;owned\u0007'],
  ['h/t/$(id)', `al"ias's`],
  ['h/t/`id`', 'then'],
  ['h/t/;id', 'nl\nx'],
  ['h/t/{{x}}', '$(touch owned)'],
  ['h/t/${x}', '-x'],
  ['h/t/<b>', '\\'],
];
/** What a database takes for the name of a device, and no client for an address. */
const NO_ADDRESS: readonly string[] = [`h/t/quo"te's`, 'h/t/\u001b[31mred', 'h/t/a b', 'h/t/nl\nx', 'h/t/#x'];
const INSTANCE = `i"n's $(touch owned)\u001b[31m`;
/** As in the server, hostile.py. */
const TERMINAL_TEXT = '\u001b]0;owned\u0007\u001b[2J\u001b[31mred \u009b31m\b\u007f';
const ODD_LABELS = ['*/', '`${x}`', "it's \\", 'new\nline', '__proto__', 'caf\u00e9', '1', 'true'];
const TERMINAL_LABELS = ['\u001b[31mred', '\u009b2J', '\u0007', 'bell\b'];

let db: Awaited<ReturnType<typeof startPyTangoDatabase>>;
let server: DeviceServer;
let project: HostileProject;

beforeAll(async () => {
  db = await startPyTangoDatabase();
  const names = [...DEVICES.map(([name]) => name), ...NO_ADDRESS];
  const define = `
import json, sys, tango
db = tango.Database()
devices, aliases = json.loads(sys.argv[2]), json.loads(sys.argv[3])
for name in devices:
    info = tango.DbDevInfo()
    info.name, info._class, info.server = name, "Hostile", sys.argv[1]
    db.add_device(info)
for name, alias in zip(devices, aliases):
    db.put_device_alias(name, alias)`;
  const aliases = JSON.stringify(DEVICES.map(([, alias]) => alias));
  await runPython(db, define, { args: [`hostile/${INSTANCE}`, JSON.stringify(names), aliases] });
  const devices = names.map((name) => ({ name, class: 'Hostile' }));
  server = await startPyServer('hostile.py', { db, instance: INSTANCE, devices, register: false });
  project = await HostileProject.create(db);
  const config = join(project.workspace.folder, 'devgen.yaml');
  const text = (await readFile(config, 'utf8')).replace('  tango:\n', '  __proto__:\n');
  const second = `  constructor:\n    kind: tango\n    address: ${project.address}\n    include: [h/t/1]\n\n`;
  await writeFile(config, text.replace(/^# The generated/m, `${second}$&`));
  expect((await project.run('pull')).code).toBe(0);
});
afterAll(async () => {
  await db.stop();
  await project.workspace.remove();
});

/** Both streams, on a terminal with colours and without, beside what of them no terminal may get. */
async function shown(...args: string[]): Promise<string> {
  const plain = await project.run(...args);
  const coloured = await project.inColour(...args);
  const text = plain.stdout + plain.stderr;
  // oxlint-disable-next-line no-control-regex -- devgen's own colours
  const ours = (coloured.stdout + coloured.stderr).replaceAll(/\u001b\[(?:1|2|22|3[1-6]|39)m/g, '');
  expect([args, controlsIn(text), controlsIn(ours)]).toEqual([args, [], []]);
  expect(coloured.code).toBe(plain.code);
  return text;
}

describe('hostile texts', () => {
  it('are pulled exactly: --json has every name, alias, label and description as the wire has it', async () => {
    const listed = (await project.answer('ls'))['devices'] as { source: string; name: string; alias: string }[];
    expect(listed.filter(({ source }) => source === '__proto__').map(({ name, alias }) => [name, alias])).toEqual(
      DEVICES.toSorted(([a], [b]) => (a < b ? -1 : 1)),
    );
    expect(listed.filter(({ source }) => source === 'constructor').map(({ name }) => name)).toEqual(['h/t/1']);
    for (const [name, alias] of DEVICES.filter(([, each]) => !each.startsWith('-')))
      expect([alias, (await project.answer('show', `__proto__:${name}`))['alias']]).toEqual([alias, alias]);
    const away = (await project.answer('pull'))['unreachable'] as { device: string; code: string }[];
    expect(away.map(({ device }) => device).toSorted()).toEqual(NO_ADDRESS.toSorted());
    expect(new Set(away.map(({ code }) => code))).toEqual(new Set(['ADDRESS.UNKNOWN']));
    const members = (await project.answer('show', 'Hostile'))['members'] as { name: string }[];
    const member = (wanted: string): unknown => members.find(({ name }) => name === wanted);
    expect(member('source')).toMatchObject({ description: TERMINAL_TEXT, units: TERMINAL_TEXT, label: TERMINAL_TEXT });
    expect(member('labelsOdd')).toMatchObject({ value: { labels: ODD_LABELS } });
    expect(member('labelsTerminal')).toMatchObject({ value: { labels: TERMINAL_LABELS } });
  });

  it('move no cursor and colour nothing, in whatever is printed for a person', async () => {
    expect(await shown('ls')).toContain('h/t/$(id)');
    expect(await shown('show', 'Hostile')).toContain(']0;owned [2J [31mred');
    expect(await shown('show', '__proto__:h/t/;id')).toContain('alias nl x');
    expect(await shown('check', '--live')).toContain('no difference');
    expect(await shown('sources')).toContain('__proto__');
    expect(await shown('pull')).toContain('hostile/i"n\'s $(touch owned) [31m');
    await shown('show', '\u001b[31mnobody');
    await shown('pull', '\u001b[31mno/such/*');
    await shown('show', 'Hostil\u0007', '--verbose');
    await shown('\u001b[2J');
  });

  it('are one word each in the command to type next', async () => {
    const { next } = (await project.answer('show', 'al"ias')) as { next: { command: string }[] };
    expect(next[0]?.command).toBe(`devgen show 'al"ias'\\''s'`);
    const ambiguous = (await project.answer('show', 'h/t/1')) as { next: { command: string }[] };
    expect(ambiguous.next[0]?.command).toBe('devgen show __proto__:h/t/1');
  });

  it('run nothing, pollute nothing, and labels come back as they went, live and in mock', async () => {
    await project.script('texts.ts');
    const { folder } = project.workspace;
    expect((await compile(project.workspace, 'typescript')).errors).toEqual([]);
    const { code, stdout, stderr } = await runScript(folder, 'texts.ts', [project.address, 'h/t/1']);
    expect([code, stderr]).toEqual([0, '']);
    const told = JSON.parse(stdout) as { failure: string };
    const labels = { odd: ODD_LABELS, terminal: TERMINAL_LABELS };
    expect(told).toMatchObject({ found: [labels, labels], polluted: [], hacked: false });
    const sources = ['__proto__', 'constructor'];
    expect(told).toMatchObject({ sources, named: [DEVICES.length, 1], classes: ['Hostile'] });
    expect(controlsIn(told.failure)).toEqual([]);
    expect((await readdir(folder)).filter((file) => file.startsWith('owned'))).toEqual([]);
  });

  it('of a server that is gone are told without moving a cursor either', async () => {
    await server.stop();
    const text = await shown('check', '--live');
    expect(text).toContain('kept as it was');
    expect(await shown('pull')).toContain('on hostile/i"n\'s $(touch owned) [31m');
    expect(await shown('ls')).toContain('unreachable since');
    const away = (await project.answer('pull'))['unreachable'] as { device: string; server: string }[];
    expect(new Set(away.map(({ device }) => device))).toEqual(new Set(DEVICES.map(([name]) => name)));
    expect(new Set(away.map((each) => each.server))).toEqual(new Set([`hostile/${INSTANCE}`]));
  });
});
