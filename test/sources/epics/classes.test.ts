import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { merge } from '../../../src/model/merge/merge.ts';
import { startIoc } from '../../peers/epics-ioc.ts';
import { startFastcs } from '../../peers/fastcs.ts';
import { startP4p } from '../../peers/p4p.ts';
import { ophydDatabases } from '../../peers/shipped-databases.ts';
import { COMPILERS, compile } from '../../render/compile.ts';
import { Workspace } from '../../render/packages.ts';
import { pullEpics } from './pulled-epics.ts';

let workspace: Workspace;

beforeAll(async () => {
  workspace = await Workspace.create();
  const nested = readFileSync(join(ophydDatabases(), 'testing/_pvi_nested_records.db'), 'utf8');
  const servers = await Promise.all([
    startFastcs(),
    startP4p('pva_types.py'),
    startP4p('pvi_tree.py'),
    startP4p('rich_records.py'),
    startIoc(nested.replaceAll('$(device)', 'N:')),
  ]);
  for (const [index, server] of servers.entries()) {
    const pulled = await pullEpics({ address: `pva://${server.endpoint}` });
    await workspace.add(`epics-${index}`, merge(undefined, [{ name: 'a', kind: 'epics', ...pulled }]).lock);
    await server.stop();
  }
  const script = "import { Dev } from './epics-0/dev.ts';\n";
  await workspace.write(
    'right.ts',
    `${script}void new Dev('DEV').ch.at(2).gain.set(1);\nvoid new Dev('DEV').mode.set('RUN');\n`,
  );
  await workspace.write('fault.ts', `${script}void new Dev('DEV').mode.set('Nowhere');\n`);
});
afterAll(() => workspace.remove());

it.each(COMPILERS)(
  '%s accepts the classes of every server, and refuses a label that a PV has not',
  { timeout: 120_000 },
  async (compiler) => {
    const { errors, files } = await compile(workspace, compiler);
    // The one error of the file that has one shows that errors are seen at all.
    expect(errors).toEqual([expect.stringMatching(/^fault\.ts\(2,\d+\): error TS2345: .*Nowhere/)]);
    expect(files).toBeGreaterThan(20);
  },
);
