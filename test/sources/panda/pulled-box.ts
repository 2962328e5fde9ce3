import { deadline } from '@devgen/runtime';
import type { PandaClientOptions } from '@devgen/runtime/panda';
import type { PulledSource } from '../../../src/model/merge/pulled.ts';
import type { Firmware } from '../../../src/sim/panda/firmware/block-table.ts';
import { PandaSim } from '../../../src/sim/panda/server/panda-sim.ts';
import { openPanda } from '../../../src/sources/panda/panda-source.ts';
import type { Described, Found } from '../../../src/sources/source.ts';

/** A running box as a pull sees it. */
export async function pullBox(
  address: string,
  options: PandaClientOptions = {},
): Promise<{ listed: Found[]; described: Described[] }> {
  const source = openPanda({ address }, options);
  const io = deadline(20_000);
  const listed: Found[] = [];
  const described: Described[] = [];
  try {
    for await (const found of source.list(io)) listed.push(found);
    for await (const device of source.describe(listed, io)) described.push(device);
    return { listed, described };
  } finally {
    io.done();
    await source.close();
  }
}

/** A firmware as the source `box` of a pull, under a name of its own. */
export async function pullFirmware(firmware: Firmware, device = 'bl01-panda-01'): Promise<PulledSource> {
  const sim = await PandaSim.start({ firmware });
  try {
    const { described } = await pullBox(`${sim.host}:${sim.port}`);
    const [first] = described;
    if (first?.ok !== true) throw first?.error ?? new Error('nothing was described');
    const found = { ...first.found, device };
    return { name: 'box', kind: 'panda', listed: [found], described: [{ ...first, found }] };
  } finally {
    await sim.stop();
  }
}
