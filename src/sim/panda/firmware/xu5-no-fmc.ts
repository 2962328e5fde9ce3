import type { Firmware } from './block-table.ts';
import { bits } from './blocks/bits.ts';
import { calc } from './blocks/calc.ts';
import { clock } from './blocks/clock.ts';
import { counter } from './blocks/counter.ts';
import { div } from './blocks/div.ts';
import { filter } from './blocks/filter.ts';
import { lut } from './blocks/lut.ts';
import { pcap } from './blocks/pcap.ts';
import { pcomp } from './blocks/pcomp.ts';
import { pgen } from './blocks/pgen.ts';
import { pulse } from './blocks/pulse.ts';
import { seq } from './blocks/seq.ts';
import { srgate } from './blocks/srgate.ts';
import { systemZynqMp } from './blocks/system.ts';
import { ttlin } from './blocks/ttl.ts';

/** A Mercury XU5 without a mezzanine card: the soft blocks of a PandABox on another carrier. */
export const xu5NoFmc: Firmware = {
  app: 'xu5-no-fmc',
  version: '4.1.0',
  build: '00000000',
  user: '00000000',
  hasStdDev: true,
  blocks: [
    { name: 'TTLIN', count: 1, shape: ttlin },
    { name: 'PCAP', count: 1, shape: pcap },
    { name: 'SYSTEM', count: 1, shape: systemZynqMp },
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
  ],
};
