import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { adopt } from '../../src/commands/actions/adopt.ts';
import { check } from '../../src/commands/actions/check.ts';
import { generate } from '../../src/commands/actions/generate.ts';
import type { AdoptData } from '../../src/report/adopt-text.ts';
import { compile } from '../render/compile.ts';
import { Workspace } from '../render/packages.ts';
import { OfflineProject } from './offline.ts';

vi.setConfig({ testTimeout: 120_000 });

const { signal } = new AbortController();
let project: OfflineProject;
const place = (): { config: undefined; folder: string; signal: AbortSignal } => ({
  config: undefined,
  folder: project.folder,
  signal,
});
const file = 'devices/tango-test.ts';
const textOf = (path: string = file): string => readFileSync(join(project.folder, path), 'utf8');

beforeEach(async () => {
  project = await OfflineProject.create('tango-test');
  await generate({ ...place(), overwrite: false, abandon: false });
});
afterEach(() => project.remove());

/** An edit of the generated file by a person: each text once. */
function edit(...changes: readonly (readonly [from: string, to: string])[]): void {
  let text = textOf();
  for (const [from, to] of changes) {
    expect(text.split(from).length, from).toBeGreaterThan(1);
    text = text.replace(from, to);
  }
  writeFileSync(join(project.folder, file), text);
}

async function adopted(): Promise<AdoptData> {
  return (await adopt({ ...place(), file })).data;
}

async function findings(): Promise<readonly unknown[]> {
  return (await check({ ...place(), env: {}, live: false, onProgress: () => {} })).data.files;
}

describe('devgen adopt', () => {
  it('carries comments, names, removals and narrower types over, and check is clean', async () => {
    edit(
      ['/** A device to test generic clients. */', '/** The bench supply. */'],
      ['  /** `ampli`: Amplitude. */', '  /** `ampli`: What it delivers. */'],
      ['declare readonly booleanScalar: SignalRW<boolean>', "declare readonly booleanScalar: SignalRW<'Out' | 'In'>"],
      ['declare readonly doubleScalar: SignalRW<number>', 'declare readonly level: SignalR<number>'],
      ["doubleScalar: { kind: 'rw', source", "level: { kind: 'r', source"],
      ['declare readonly long64Scalar: SignalRW<bigint>', 'declare readonly long64Scalar: SignalRW<number>'],
      ['  /** `string_image` */\n  declare readonly stringImage: SignalRW<Image<readonly string[]>>;\n', ''],
      ["      stringImage: { kind: 'rw', source: 'string_image', type: 'str[][]' },\n", ''],
    );
    const data = await adopted();
    expect(data.left).toEqual([]);
    expect(data.carried.map(({ kind, of, to }) => [kind, of, to])).toEqual([
      ['document', 'TangoTest', 'The bench supply.'],
      ['document', 'TangoTest.ampli', 'What it delivers.'],
      ['retype', 'TangoTest.booleanScalar', 'labels 0 = Out, 1 = In'],
      ['rename', 'TangoTest.doubleScalar', 'level'],
      ['retype', 'TangoTest.doubleScalar', 'access r'],
      ['retype', 'TangoTest.long64Scalar', 'type number'],
      ['hide', 'TangoTest.stringImage', undefined],
    ]);
    expect(await findings()).toEqual([]);
    expect(textOf()).toContain("      level: { kind: 'r', source: 'double_scalar', type: 'f64', units: 'A' },");
    expect(textOf('devgen.yaml')).toContain(`
overlay:
  classes:
    TangoTest:
      document: The bench supply.
      members:
        ampli:
          document: What it delivers.
`);
    // Done twice it has nothing left to do.
    expect(await adopted()).toMatchObject({ carried: [], left: [], files: { written: [] } });
  });

  it('knows a renamed member by its comment, or by its place and type', async () => {
    edit(
      ['declare readonly ampli:', 'declare readonly amplitude:'],
      ['/** `Status` */\n  declare readonly status:', '/** What it says. */\n  declare readonly words:'],
    );
    const data = await adopted();
    expect(data.left).toEqual([]);
    expect(data.carried.map(({ kind, of, to }) => [kind, of, to])).toEqual([
      ['rename', 'TangoTest.ampli', 'amplitude'],
      ['document', 'TangoTest.status', 'What it says.'],
      ['rename', 'TangoTest.status', 'words'],
    ]);
    expect(textOf()).toContain('/** `Status`: What it says. */\n  declare readonly words: SignalR<string>;');
    expect(await findings()).toEqual([]);
  });

  it('moves methods and fields to a subclass, with the imports that they need', async () => {
    edit(
      ["} from './labels.ts';", "} from './labels.ts';\nimport { once } from 'node:events';"],
      [
        '\n  static override readonly spec',
        `
  // How often it was asked.
  asked = 0;

  /** Whether it is in one of the modes. */
  async isIn(...modes: readonly TangoTestEnumScalar[]): Promise<boolean> {
    this.asked += 1;
    if ((await this.state.get()) === DevState[0]) await once(new EventTarget(), 'never');
    return modes.includes(await this.enumScalar.get()); // now
  }

  static override readonly spec`,
      ],
    );
    const data = await adopted();
    expect(data.left).toEqual([]);
    expect(data.carried).toMatchObject([
      { kind: 'move', of: 'TangoTest.asked', to: 'src/my-tango-test.ts' },
      { kind: 'move', of: 'TangoTest.isIn', to: 'src/my-tango-test.ts' },
    ]);
    expect(textOf('src/my-tango-test.ts')).toBe(`import { TangoTest } from '../devices/tango-test.ts';
import { TangoTestEnumScalar } from '../devices/tango-test.ts';
import { DevState } from '../devices/labels.ts';
import { once } from 'node:events';

/** TangoTest with what is ours. devgen made this file once and leaves it alone. */
export class MyTangoTest extends TangoTest {
  // How often it was asked.
  asked = 0;

  /** Whether it is in one of the modes. */
  async isIn(...modes: readonly TangoTestEnumScalar[]): Promise<boolean> {
    this.asked += 1;
    if ((await this.state.get()) === DevState[0]) await once(new EventTarget(), 'never');
    return modes.includes(await this.enumScalar.get()); // now
  }
}
`);
    expect(await findings()).toEqual([]);
    expect(textOf('devices/registry.ts')).toContain("readonly 'sys/tg_test/1': MyTangoTest;");

    // A second one goes to the subclass that there is by now.
    edit([
      '\n  static override readonly spec',
      '\n  twice(): number {\n    return 2 * 2;\n  }\n\n  static override readonly spec',
    ]);
    expect((await adopted()).left).toEqual([]);
    expect(textOf('src/my-tango-test.ts')).toContain('// now\n  }\n\n  twice(): number {\n    return 2 * 2;\n  }\n}\n');
    expect(await findings()).toEqual([]);

    const workspace = await Workspace.create();
    for (const folder of ['devices', 'src'])
      cpSync(join(project.folder, folder), join(workspace.folder, folder), { recursive: true });
    const { errors } = await compile(workspace, 'typescript');
    await workspace.remove();
    // The workspace has no types of Node.
    expect(errors.filter((error) => !/node:events|EventTarget/.test(error))).toEqual([]);
  });

  it('lists with its line what no overlay can say, and keeps the file until that is gone', async () => {
    edit(
      ['/** `ampli`: Amplitude. */', '/** `ampli`: Mine. */'],
      ['/** `Status` */', '/** @deprecated ask state */'],
      ['  /** `wave` */', '  // only at night\n  /** `wave` */'],
      ['declare readonly pipe: SignalR<unknown>;', 'declare readonly pipe: SignalR<Blob>;'],
      ["'LABEL0', 'LABEL1'", "'Zero', 'LABEL1'"],
      ['  declare readonly init:', '  declare readonly extra: SignalR<number>;\n  declare readonly init:'],
      ['\n  static override', '\n  help(): string {\n    return helped;\n  }\n\n  static override'],
      ['/** A device', "const helped = 'x';\n\n/** A device"],
    );
    const data = await adopted();
    expect(data.carried.map(({ kind, of }) => [kind, of])).toEqual([['document', 'TangoTest.ampli']]);
    const lines = textOf().split('\n');
    const told = data.left.map(({ line, why }) => [lines[line - 1]?.trim(), why]);
    expect(told).toEqual([
      [expect.stringContaining("'Zero'"), 'No overlay can say this.'],
      ["const helped = 'x';", 'No overlay can say this.'],
      ['declare readonly pipe: SignalR<Blob>;', expect.stringContaining('could not keep to Blob')],
      ['/** @deprecated ask state */', expect.stringContaining('A tag such as')],
      ['// only at night', 'No overlay can say this.'],
      ['declare readonly extra: SignalR<number>;', expect.stringContaining('the lock has none')],
      ['help(): string {', expect.stringContaining('It needs helped')],
    ]);
    expect(existsSync(join(project.folder, 'src'))).toBe(false);
    expect(await findings()).toEqual([{ file: 'tango-test.ts', kind: 'edited' }]);
    expect(textOf()).toContain('// only at night');

    // Whoever takes the rest elsewhere loses nothing.
    await generate({ ...place(), overwrite: true, abandon: false });
    expect(textOf()).toContain('`ampli`: Mine.');
    expect(await findings()).toEqual([]);
  });

  it('lists what was taken away and comes again', async () => {
    edit(['  /** `wave` */\n', '']);
    expect(await adopted()).toMatchObject({
      carried: [],
      left: [{ text: '/** `wave` */', why: 'It was removed behind this line, and comes again.' }],
    });
  });

  it('goes on where it stopped', async () => {
    edit(
      ['/** `ampli`: Amplitude. */', '/** `ampli`: Mine. */'],
      ['  /** `wave` */', '  // only at night\n  /** `wave` */'],
    );
    expect((await adopted()).left).toHaveLength(1);
    edit(['  // only at night\n', ''], ['`double_scalar`', '`double_scalar`: Level']);
    expect(await adopted()).toMatchObject({ left: [], carried: [{ kind: 'document', of: 'TangoTest.doubleScalar' }] });
    expect(await findings()).toEqual([]);
  });

  it('leaves a name that is taken, and carries the others', async () => {
    edit(
      ['declare readonly ampli:', 'declare readonly then:'],
      ['declare readonly doubleScalar:', 'declare readonly level:'],
    );
    const data = await adopted();
    expect(data.carried).toMatchObject([{ kind: 'rename', of: 'TangoTest.doubleScalar', to: 'level' }]);
    expect(data.left).toMatchObject([
      { text: 'rename TangoTest.ampli', why: expect.stringContaining('"then" is no name') },
    ]);
    expect(textOf('devgen.yaml')).not.toContain('then');
  });

  it('refuses a file that does not parse, with its line, and writes nothing', async () => {
    edit(['  declare readonly ampli:', '  declare readonly readonly ampli {{']);
    const [before, config] = [textOf(), textOf('devgen.yaml')];
    await expect(adopted()).rejects.toMatchObject({
      code: 'ADOPT.SYNTAX',
      message: expect.stringMatching(/^tango-test\.ts does not parse: line \d+: /),
    });
    expect([textOf(), textOf('devgen.yaml')]).toEqual([before, config]);
  });

  it('refuses what is no generated class, and a file of another lock', async () => {
    await expect(adopt({ ...place(), file: 'devgen.yaml' })).rejects.toMatchObject({ code: 'ADOPT.FILE' });
    await expect(adopt({ ...place(), file: 'devices/registry.ts' })).rejects.toMatchObject({ code: 'ADOPT.FILE' });
    edit(['`ampli`: Amplitude', '`ampli`: Mine']);
    const lock = join(project.output, 'devgen.lock.json');
    writeFileSync(lock, readFileSync(lock, 'utf8').replace('"units":"A"', '"units":"kA"'));
    await expect(adopted()).rejects.toMatchObject({ code: 'ADOPT.STALE' });
    expect(textOf()).toContain('`ampli`: Mine');
  });

  it('takes a file with the line ends of Windows', async () => {
    edit(['`ampli`: Amplitude', '`ampli`: Mine']);
    writeFileSync(join(project.folder, file), textOf().replaceAll('\n', '\r\n'));
    expect(await adopted()).toMatchObject({ left: [], carried: [{ kind: 'document', to: 'Mine.' }] });
    expect(await findings()).toEqual([]);
  });
});
