import { copyFileSync, cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeDemo } from '../../src/sim/epics/demo/demo.ts';
import { type EpicsServers, startEpics } from '../../src/sim/epics/facility/servers.ts';
import { zedboardNoFmc } from '../../src/sim/panda/firmware/zedboard-no-fmc.ts';
import type { PandaSim } from '../../src/sim/panda/server/panda-sim.ts';
import { demo } from '../../src/sim/tango/demo/demo.ts';
import { type Facility, startFacility } from '../../src/sim/tango/facility/facility.ts';
import { devgen } from '../commands/cli.ts';
import { bytesOf } from '../commands/tree-bytes.ts';
import { removeFolder, temporaryFolder } from '../peers/temporary-folder.ts';
import { startVendorPanda } from '../peers/vendor-panda.ts';
import { root } from './arrows.ts';

const committed = join(root, 'generated/facility');
/** A box is called after its host, and a lock is not to hold where tests ran. */
const PANDA_HOST = 'lab-panda-01';
const knownHosts = pathToFileURL(join(import.meta.dirname, 'known-hosts.js'));

const folder = temporaryFolder('example');
let facility: Facility;
let box: PandaSim;
let ioc: EpicsServers;

beforeAll(async () => {
  facility = await startFacility(demo);
  box = await startVendorPanda({ firmware: zedboardNoFmc });
  ioc = await startEpics(makeDemo());
  copyFileSync(join(root, 'generated/devgen.yaml'), join(folder, 'devgen.yaml'));
});
afterAll(async () => {
  await facility.close();
  await box.stop();
  await ioc.stop();
  removeFolder(folder);
});

// After a wanted change of the facilities, the lock or the templates:
// DEVGEN_WRITE_EXAMPLE=1 npx vitest run test/repository/example.test.ts
it('the committed example is what a pull makes of the simulated facilities', async () => {
  const env = {
    TANGO_HOST: facility.tangoHost,
    PANDA_HOST,
    EPICS_PVA_ADDR_LIST: `${ioc.host}:${ioc.pva.searchPort}`,
    EPICS_PVA_AUTO_ADDR_LIST: 'NO',
    DEVGEN_TEST_HOSTS: `${PANDA_HOST}=${box.host}`,
  };
  const pulled = await devgen(['pull'], { cwd: folder, env, node: ['--import', knownHosts.href] });
  expect([pulled.code, pulled.stderr]).toEqual([0, '']);
  const made = await bytesOf(join(folder, 'facility'));
  expect(Object.keys(made).length).toBeGreaterThan(20);
  if (process.env['DEVGEN_WRITE_EXAMPLE'] === '1') {
    rmSync(committed, { recursive: true });
    cpSync(join(folder, 'facility'), committed, { recursive: true });
  }
  expect(made).toEqual(await bytesOf(committed));
});
