import type { Firmware } from './block-table.ts';
import { bits } from './blocks/bits.ts';
import { calc } from './blocks/calc.ts';
import { clock } from './blocks/clock.ts';
import { counter } from './blocks/counter.ts';
import { pcap } from './blocks/pcap.ts';
import { pgen } from './blocks/pgen.ts';
import { seq } from './blocks/seq.ts';
import { zedboardDemo } from './blocks/zedboard-demo.ts';

/** A ZedBoard: one of nearly everything, so that what is a vector on a PandABox is a single block here. */
export const zedboardNoFmc: Firmware = {
  app: 'zedboard-no-fmc',
  version: '4.1.0',
  build: '00000000',
  user: '00000000',
  hasStdDev: true,
  blocks: [
    { name: 'PCAP', count: 1, shape: pcap },
    { name: 'ZEDBOARD_DEMO', count: 1, shape: zedboardDemo },
    { name: 'BITS', count: 1, shape: bits },
    { name: 'CALC', count: 1, shape: calc },
    { name: 'CLOCK', count: 2, shape: clock },
    { name: 'COUNTER', count: 1, shape: counter },
    { name: 'PGEN', count: 1, shape: pgen },
    { name: 'SEQ', count: 1, shape: seq },
  ],
};
