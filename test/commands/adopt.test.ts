import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { compile } from '../render/compile.ts';
import { Workspace } from '../render/packages.ts';
import { EditedProject } from './edited-project.ts';

vi.setConfig({ testTimeout: 120_000 });

let made: EditedProject;
beforeEach(async () => {
  made = await EditedProject.create();
});
afterEach(() => made.project.remove());

describe('devgen adopt', () => {
  it('carries comments, names, removals and narrower types over, and check is clean', async () => {
    made.edit(
      ['/** A device to test generic clients. */', '/** The bench supply. */'],
      ['  /** `ampli`: Amplitude. */', '  /** `ampli`: What it delivers. */'],
      ['declare readonly booleanScalar: SignalRW<boolean>', "declare readonly booleanScalar: SignalRW<'Out' | 'In'>"],
      ['declare readonly doubleScalar: SignalRW<number>', 'declare readonly level: SignalR<number>'],
      ["doubleScalar: { kind: 'rw', source", "level: { kind: 'r', source"],
      ['declare readonly long64Scalar: SignalRW<bigint>', 'declare readonly long64Scalar: SignalRW<number>'],
      ['  /** `string_image` */\n  declare readonly stringImage: SignalRW<Image<readonly string[]>>;\n', ''],
      ["      stringImage: { kind: 'rw', source: 'string_image', type: 'str[][]' },\n", ''],
    );
    const data = await made.adopt();
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
    expect(await made.findings()).toEqual([]);
    expect(made.textOf()).toContain("      level: { kind: 'r', source: 'double_scalar', type: 'f64', units: 'A' },");
    expect(made.textOf('devgen.yaml')).toContain(`
overlay:
  classes:
    TangoTest:
      document: The bench supply.
      members:
        ampli:
          document: What it delivers.
`);
    // Done twice it has nothing left to do.
    expect(await made.adopt()).toMatchObject({ carried: [], left: [], files: { written: [] } });
  });

  it('knows a renamed member by its comment, or by its place and type', async () => {
    made.edit(
      ['declare readonly ampli:', 'declare readonly amplitude:'],
      ['/** `Status` */\n  declare readonly status:', '/** What it says. */\n  declare readonly words:'],
    );
    const data = await made.adopt();
    expect(data.left).toEqual([]);
    expect(data.carried.map(({ kind, of, to }) => [kind, of, to])).toEqual([
      ['rename', 'TangoTest.ampli', 'amplitude'],
      ['document', 'TangoTest.status', 'What it says.'],
      ['rename', 'TangoTest.status', 'words'],
    ]);
    expect(made.textOf()).toContain('/** `Status`: What it says. */\n  declare readonly words: SignalR<string>;');
    expect(await made.findings()).toEqual([]);
  });

  it('moves methods and fields to a subclass, with the imports that they need', async () => {
    made.edit(
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
    const data = await made.adopt();
    expect(data.left).toEqual([]);
    expect(data.carried).toMatchObject([
      { kind: 'move', of: 'TangoTest.asked', to: 'src/my-tango-test.ts' },
      { kind: 'move', of: 'TangoTest.isIn', to: 'src/my-tango-test.ts' },
    ]);
    expect(made.textOf('src/my-tango-test.ts')).toBe(`import { TangoTest } from '../devices/tango-test.ts';
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
    expect(await made.findings()).toEqual([]);
    expect(made.textOf('devices/registry.ts')).toContain("readonly 'sys/tg_test/1': MyTangoTest;");

    // A second one goes to the subclass that there is by now.
    made.edit([
      '\n  static override readonly spec',
      '\n  twice(): number {\n    return 2 * 2;\n  }\n\n  static override readonly spec',
    ]);
    expect((await made.adopt()).left).toEqual([]);
    expect(made.textOf('src/my-tango-test.ts')).toContain(
      '// now\n  }\n\n  twice(): number {\n    return 2 * 2;\n  }\n}\n',
    );
    expect(await made.findings()).toEqual([]);

    const workspace = await Workspace.create();
    for (const folder of ['devices', 'src'])
      cpSync(join(made.project.folder, folder), join(workspace.folder, folder), { recursive: true });
    const { errors } = await compile(workspace, 'typescript');
    await workspace.remove();
    // The workspace has no types of Node.
    expect(errors.filter((error) => !/node:events|EventTarget/.test(error))).toEqual([]);
  });
});
