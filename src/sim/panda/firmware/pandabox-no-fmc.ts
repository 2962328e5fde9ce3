import type { Firmware } from './block-table.ts';
import { bits } from './blocks/bits.ts';
import { calc } from './blocks/calc.ts';
import { clock } from './blocks/clock.ts';
import { counter } from './blocks/counter.ts';
import { div } from './blocks/div.ts';
import { inenc, outenc } from './blocks/encoders.ts';
import { filter } from './blocks/filter.ts';
import { lut } from './blocks/lut.ts';
import { pcap } from './blocks/pcap.ts';
import { pcomp } from './blocks/pcomp.ts';
import { pgen } from './blocks/pgen.ts';
import { pulse } from './blocks/pulse.ts';
import { seq } from './blocks/seq.ts';
import { srgate } from './blocks/srgate.ts';
import { syncIn, syncOut } from './blocks/sync.ts';
import { system } from './blocks/system.ts';
import { lvdsin, lvdsout, ttlin, ttlout } from './blocks/ttl.ts';

/** A PandABox without a mezzanine card, with two links to other PandAs. */
export const pandaboxNoFmc: Firmware = {
  app: 'pandabox-no-fmc',
  version: '4.1.0',
  build: '00000000',
  user: '00000000',
  // The app leaves it out, for want of room in the FPGA.
  hasStdDev: false,
  blocks: [
    { name: 'TTLIN', count: 6, shape: ttlin },
    { name: 'TTLOUT', count: 10, shape: ttlout },
    { name: 'LVDSIN', count: 2, shape: lvdsin },
    { name: 'LVDSOUT', count: 2, shape: lvdsout },
    { name: 'INENC', count: 4, shape: inenc },
    { name: 'OUTENC', count: 4, shape: outenc },
    { name: 'PCAP', count: 1, shape: pcap },
    { name: 'SYSTEM', count: 1, shape: system },
    { name: 'BITS', count: 1, shape: bits },
    { name: 'CALC', count: 2, shape: calc },
    { name: 'CLOCK', count: 2, shape: clock },
    { name: 'COUNTER', count: 8, shape: counter },
    { name: 'DIV', count: 2, shape: div },
    { name: 'FILTER', count: 2, shape: filter },
    { name: 'LUT', count: 8, shape: lut },
    { name: 'PCOMP', count: 2, shape: pcomp },
    { name: 'PGEN', count: 2, shape: pgen },
    { name: 'PULSE', count: 4, shape: pulse },
    { name: 'SEQ', count: 2, shape: seq },
    { name: 'SRGATE', count: 4, shape: srgate },
    { name: 'SFP2_SYNC_IN', count: 1, shape: syncIn },
    { name: 'SFP2_SYNC_OUT', count: 1, shape: syncOut },
    { name: 'SFP3_SYNC_IN', count: 1, shape: syncIn },
    { name: 'SFP3_SYNC_OUT', count: 1, shape: syncOut },
  ],
};
