import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { zedboardNoFmc } from '../../src/sim/panda/firmware/zedboard-no-fmc.ts';
import { PandaSim } from '../../src/sim/panda/server/panda-sim.ts';
import { demo } from '../../src/sim/tango/demo/demo.ts';
import { type Facility, startFacility } from '../../src/sim/tango/facility/facility.ts';
import { devgen } from '../commands/cli.ts';
import { bytesOf } from '../commands/tree-bytes.ts';
import { removeFolder, temporaryFolder } from '../peers/temporary-folder.ts';
import { root } from './arrows.ts';

/** A box is called after its host, and the lock holds what it is called. */
const PANDA_HOST = '127.0.0.9';

const folder = temporaryFolder('example');
let facility: Facility;
let box: PandaSim;

beforeAll(async () => {
  facility = await startFacility(demo);
  box = await PandaSim.start({ host: PANDA_HOST, port: 8888, firmware: zedboardNoFmc });
  copyFileSync(join(root, 'generated/devgen.yaml'), join(folder, 'devgen.yaml'));
});
afterAll(async () => {
  await facility.close();
  await box.stop();
  removeFolder(folder);
});

// After a wanted change of the facilities, the lock or the templates: start both (docs/explanations/embedded-facility.md,
// docs/explanations/embedded-panda.md), remove generated/facility, and devgen pull in the folder `generated`.
it('the committed example is what a pull makes of the simulated facilities', async () => {
  const pulled = await devgen(['pull'], { cwd: folder, env: { TANGO_HOST: facility.tangoHost, PANDA_HOST } });
  expect([pulled.code, pulled.stderr]).toEqual([0, '']);
  const committed = await bytesOf(join(root, 'generated/facility'));
  expect(Object.keys(committed).length).toBeGreaterThan(20);
  expect(await bytesOf(join(folder, 'facility'))).toEqual(committed);
});
