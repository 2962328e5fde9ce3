import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demo } from '../../../src/sim/tango/demo/demo.ts';
import { type Facility, startFacility } from '../../../src/sim/tango/facility/facility.ts';
import { devgen, root } from '../../commands/cli.ts';
import { bytesOf } from '../../commands/tree-bytes.ts';
import { removeFolder, temporaryFolder } from '../../peers/temporary-folder.ts';

const folder = temporaryFolder('example');
let facility: Facility;

beforeAll(async () => {
  facility = await startFacility(demo);
  copyFileSync(join(root, 'generated/devgen.yaml'), join(folder, 'devgen.yaml'));
});
afterAll(async () => {
  await facility.close();
  removeFolder(folder);
});

// After a wanted change of the facility, the lock or the templates: start it (docs/explanations/embedded-facility.md),
// remove generated/facility, and devgen pull in the folder `generated`.
it('the committed example is what a pull makes of the simulated facility', async () => {
  const pulled = await devgen(['pull'], { cwd: folder, env: { TANGO_HOST: facility.tangoHost } });
  expect([pulled.code, pulled.stderr]).toEqual([0, '']);
  const committed = await bytesOf(join(root, 'generated/facility'));
  expect(Object.keys(committed).length).toBeGreaterThan(10);
  expect(await bytesOf(join(folder, 'facility'))).toEqual(committed);
});
