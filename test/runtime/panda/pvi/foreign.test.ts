import type { PviKind } from '@devgen/runtime/panda';
import { afterEach, describe, expect, it } from 'vitest';
import type { PandaSim } from '../../../../src/sim/panda/server/panda-sim.ts';
import { type PandaIoc, runPandaOphyd, startFastcsPanda, startPandablocksIoc } from '../../../peers/panda-ioc.ts';
import { startVendorPanda } from '../../../peers/vendor-panda.ts';
import { fixtureOf, published } from './published.ts';

let sim: PandaSim | undefined;
let ioc: PandaIoc | undefined;

afterEach(async () => {
  await ioc?.stop();
  await sim?.stop();
});

const iocs: [PviKind, (host: string) => Promise<PandaIoc>][] = [
  ['ioc', startPandablocksIoc],
  ['fastcs', startFastcsPanda],
];

describe.each(iocs)('the fixture of %s', (kind, start) => {
  it('is what the IOC publishes', { timeout: 120_000 }, async () => {
    sim = await startVendorPanda();
    ioc = await start(sim.host);
    const found = await runPandaOphyd<unknown>(
      ioc,
      'pvi_values.py',
      ioc.prefix,
      ...Object.keys(fixtureOf(kind).blocks),
    );
    const wanted = Array.from(published(kind), ([name, instances]) => [
      name,
      Object.fromEntries(Array.from(instances, ([number, entries]) => [number, Object.fromEntries(entries)])),
    ]);
    // A fixture keeps some instances of a block.
    expect(found).toMatchObject(Object.fromEntries(wanted));
  });
});
