import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { merge } from '../../../src/model/merge/merge.ts';
import { firmwares } from '../../../src/sim/panda/firmware/firmwares.ts';
import { everyKind } from '../../sim/panda/every-kind.ts';
import { COMPILERS, compile } from '../../render/compile.ts';
import { root, Workspace } from '../../render/packages.ts';
import { pullFirmware } from './pulled-box.ts';

let workspace: Workspace;

beforeAll(async () => {
  workspace = await Workspace.create();
  const all = new Map([...firmwares, ['every-kind', everyKind]]);
  for (const [app, firmware] of all) {
    const name = app === 'pandabox-no-fmc' ? 'box' : `${app.toLowerCase()}-${[...all.keys()].indexOf(app)}`;
    await workspace.add(name, merge(undefined, [await pullFirmware(firmware)]).lock);
  }
  await workspace.write('rules.ts', await readFile(join(root, 'test/fixtures/packages/panda-rules.ts'), 'utf8'));
  await workspace.write(
    'fault.ts',
    "import { Seq } from './box/seq.ts';\nvoid new Seq('a').enable.set('TTLIN99.VAL');\n",
  );
});
afterAll(() => workspace.remove());

it.each(COMPILERS)(
  '%s accepts the classes of every firmware, and refuses a label that the box has not',
  { timeout: 120_000 },
  async (compiler) => {
    const { errors, files } = await compile(workspace, compiler);
    // The one error of the file that has one shows that errors are seen at all.
    expect(errors).toEqual([expect.stringMatching(/^fault\.ts\(2,\d+\): error TS2345: .*TTLIN99\.VAL/)]);
    expect(files).toBeGreaterThan(80);
  },
);
