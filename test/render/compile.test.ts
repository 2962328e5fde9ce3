import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { COMPILERS, compile } from './compile.ts';
import { hostileLock } from './hostile.ts';
import { FIXTURES, fixtureLock, root, Workspace } from './packages.ts';

let workspace: Workspace;

beforeAll(async () => {
  workspace = await Workspace.create();
  for (const name of FIXTURES) await workspace.add(name, await fixtureLock(name));
  await workspace.add('hostile', hostileLock());
  await workspace.write(
    'fault.ts',
    "import { Motor } from './motor/motor.ts';\nexport const x: number = new Motor('a').rbv;\n",
  );
  await workspace.write('rules.ts', await readFile(join(root, 'test/fixtures/packages/rules.ts'), 'utf8'));
});
afterAll(() => workspace.remove());

it.each(COMPILERS)(
  '%s accepts every generated file under every strict flag, and finds every error that rules.ts expects',
  async (compiler) => {
    const { errors, files } = await compile(workspace, compiler);
    // The one error of the file that has one shows that errors are seen at all.
    expect(errors).toEqual([expect.stringMatching(/^fault\.ts\(2,\d+\): error TS2322/)]);
    expect(files).toBeGreaterThan(20);
  },
);
