import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { compile } from '../render/compile.ts';
import { Workspace } from '../render/packages.ts';
import { bytesOf } from './tree-bytes.ts';
import { validated } from '../schemas/validator.ts';
import { OfflineProject } from './offline.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

let project: OfflineProject;
beforeEach(async () => {
  project = await OfflineProject.create('tango-test');
  expect((await project.run(['generate'])).code).toBe(0);
});
afterEach(() => project.remove());

const textOf = (path: string): string => readFileSync(join(project.folder, path), 'utf8');

async function refused(...args: readonly string[]): Promise<Record<string, unknown>> {
  const before = await bytesOf(project.folder);
  const { code, stdout } = await project.run([...args, '--json']);
  expect(code, stdout).toBe(2);
  expect(await bytesOf(project.folder)).toEqual(before);
  return validated('error', stdout);
}

describe('devgen extend', () => {
  it('makes a subclass once, names it in the config and in the registry', async () => {
    const { code, stdout } = await project.run(['extend', 'TangoTest', '--json']);
    expect(code, stdout).toBe(0);
    expect(validated('extend', stdout)).toMatchObject({
      class: 'TangoTest',
      subclass: { file: 'src/my-tango-test.ts', name: 'MyTangoTest' },
      config: 'devgen.yaml',
      files: { written: ['registry-table.ts', 'registry.ts'] },
    });
    expect(textOf('src/my-tango-test.ts')).toBe(`import { TangoTest } from '../devices/tango-test.ts';

/** TangoTest with what is ours. devgen made this file once and leaves it alone. */
export class MyTangoTest extends TangoTest {
  /** An example, for you to replace: every member of the class is at hand, with its type. */
  async summary(): Promise<string> {
    return \`\${this.$name}: ampli \${String(await this.ampli.get())}\`;
  }
}
`);
    expect(textOf('devgen.yaml')).toMatch(
      /\n\noverlay:\n {2}classes:\n {4}TangoTest:\n {6}extends: \.\/src\/my-tango-test\.ts#MyTangoTest\n$/,
    );
    expect(textOf('devices/registry.ts')).toContain("  readonly 'sys/tg_test/1': MyTangoTest;");
    expect((await project.run(['check'])).code).toBe(0);

    const workspace = await Workspace.create();
    for (const folder of ['devices', 'src'])
      cpSync(join(project.folder, folder), join(workspace.folder, folder), { recursive: true });
    expect(await compile(workspace, 'typescript')).toMatchObject({ errors: [] });
    await workspace.remove();

    expect(await refused('extend', 'TangoTest')).toMatchObject({
      code: 'USAGE.NAME_TAKEN',
      summary: expect.stringContaining('MyTangoTest, at'),
    });
    // Nobody touches it again.
    writeFileSync(join(project.folder, 'src/my-tango-test.ts'), '// mine\n');
    expect((await project.run(['generate', '--overwrite'])).code).toBe(0);
    expect(textOf('src/my-tango-test.ts')).toBe('// mine\n');
  });

  it('takes the name from the file that is asked for', async () => {
    expect((await project.run(['extend', 'TangoTest', 'lib/tango-test.ts'])).stdout).toContain(
      '+ lib/tango-test.ts: MyTangoTest extends TangoTest; it is yours',
    );
    expect((await project.run(['check'])).code).toBe(0);
  });

  it('refuses a file that exists, one in the package, one that is no TypeScript, and a class that is not there', async () => {
    mkdirSync(join(project.folder, 'src'));
    writeFileSync(join(project.folder, 'src/my-tango-test.ts'), '// mine\n');
    expect(await refused('extend', 'TangoTest')).toMatchObject({
      code: 'USAGE.FILE_EXISTS',
      summary: 'src/my-tango-test.ts exists already',
    });
    expect(await refused('extend', 'TangoTest', 'devices/mine.ts')).toMatchObject({ code: 'USAGE.INVALID' });
    expect(await refused('extend', 'TangoTest', 'src/mine.js')).toMatchObject({ code: 'USAGE.INVALID' });
    expect(await refused('extend', 'TangoTst')).toMatchObject({
      code: 'USAGE.NAME_UNKNOWN',
      next: [{ command: 'devgen extend TangoTest' }],
    });
  });

  it('leaves everything as it is where the config cannot be written to, or the overlay is wrong', async () => {
    const config = join(project.folder, 'devgen.yaml');
    const text = readFileSync(config, 'utf8');
    writeFileSync(config, `${text}overlay: { classes: { TangoTest: &a { document: x } }, devices: { '**': *a } }\n`);
    expect(await refused('extend', 'TangoTest')).toMatchObject({ code: 'CONFIG.EDIT', where: { line: 8 } });
    writeFileSync(config, `${text}overlay: { classes: { Gone: { document: x } } }\n`);
    expect(await refused('extend', 'TangoTest')).toMatchObject({ code: 'CONFIG.OVERLAY_TARGET', where: { line: 8 } });
  });
});
