import type { Firmware } from './block-table.ts';
import { bits } from './blocks/bits.ts';
import { div } from './blocks/div.ts';
import {
  earlierCalc,
  earlierClock,
  earlierCounter,
  earlierInenc,
  earlierLvdsout,
  earlierOutenc,
  earlierPcap,
  earlierSeq,
  earlierSyncIn,
  earlierSyncOut,
  earlierSystem,
  earlierTtlout,
} from './blocks/earlier.ts';
import { filter } from './blocks/filter.ts';
import { lut } from './blocks/lut.ts';
import { pcomp } from './blocks/pcomp.ts';
import { pgen } from './blocks/pgen.ts';
import { pulse } from './blocks/pulse.ts';
import { srgate } from './blocks/srgate.ts';
import { lvdsin, ttlin } from './blocks/ttl.ts';

/** The PandABox before the gate's duration had its name: short tables, and settings that came later are missing. */
export const pandaboxNoFmcEarlier: Firmware = {
  app: 'PandABox-no-fmc',
  version: '3.0.0',
  build: '00000000',
  user: '00000000',
  hasStdDev: false,
  blocks: [
    { name: 'TTLIN', count: 6, shape: ttlin },
    { name: 'TTLOUT', count: 10, shape: earlierTtlout },
    { name: 'LVDSIN', count: 2, shape: lvdsin },
    { name: 'LVDSOUT', count: 2, shape: earlierLvdsout },
    { name: 'INENC', count: 4, shape: earlierInenc },
    { name: 'OUTENC', count: 4, shape: earlierOutenc },
    { name: 'PCAP', count: 1, shape: earlierPcap },
    { name: 'SYSTEM', count: 1, shape: earlierSystem },
    { name: 'BITS', count: 1, shape: bits },
    { name: 'CALC', count: 2, shape: earlierCalc },
    { name: 'CLOCK', count: 2, shape: earlierClock },
    { name: 'COUNTER', count: 8, shape: earlierCounter },
    { name: 'DIV', count: 2, shape: div },
    { name: 'FILTER', count: 2, shape: filter },
    { name: 'LUT', count: 8, shape: lut },
    { name: 'PCOMP', count: 2, shape: pcomp },
    { name: 'PGEN', count: 2, shape: pgen },
    { name: 'PULSE', count: 4, shape: pulse },
    { name: 'SEQ', count: 2, shape: earlierSeq },
    { name: 'SRGATE', count: 4, shape: srgate },
    { name: 'SFP3_SYNC_IN', count: 1, shape: earlierSyncIn },
    { name: 'SFP3_SYNC_OUT', count: 1, shape: earlierSyncOut },
  ],
};
