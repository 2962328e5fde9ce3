import { panda, PandaClient } from '@devgen/runtime/panda';
import { PandaSim } from '../../src/sim/panda/server/panda-sim.ts';
import { conforms } from './lifecycle.ts';
import { lifecycleFirmware } from './panda-firmware.ts';
import { startPandaProxy } from './panda-proxy.ts';
import { partOf } from './part.ts';
import { lifecycleSpec } from './subject.ts';

/** A PandA has neither arrays of numbers nor commands with arguments. */
const spec = lifecycleSpec('panda:LIFE', {
  number: 'NUMBER',
  readback: 'READBACK',
  mode: 'MODE',
  text: 'LABEL',
  broken: 'BROKEN',
  reset: 'RESET',
  slow: 'SLOW',
});

conforms('PandA', async () => {
  const sim = await PandaSim.start({ firmware: lifecycleFirmware });
  const renamed = new Map([
    ['LIFE.BROKEN', 'LIFE.GONE'],
    ['LIFE.RESET', 'LIFE.NUMBER=0'],
  ]);
  const proxy = await startPandaProxy(sim.port, renamed, 'LIFE.SLOW=');
  // What is not observed is looked at once a minute, so that each test knows its own requests.
  const connector = panda(proxy.authority, { period: 60_000 });
  const hand = new PandaClient(`${sim.host}:${sim.port}`);
  const names = { number: 'LIFE.NUMBER', mode: 'LIFE.MODE', text: '*METADATA.LABEL_LIFE1' };
  return {
    connector: partOf(connector, 'LIFE'),
    address: proxy.authority,
    spec,
    control: {
      set: async (member, value) => {
        if (member === 'readback') sim.fpga.setReadout('LIFE', 0, 'READBACK', Number(value));
        else await hand.set(names[member as keyof typeof names], String(value));
      },
      lose: () => proxy.lose(),
      restore: () => proxy.restore(),
      requests: () => proxy.requests,
    },
    stop: async () => {
      await connector.close();
      await hand.close();
      await proxy.stop();
      await sim.stop();
    },
  };
});
