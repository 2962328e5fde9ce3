import { bits } from './bits.ts';
import { calc } from './calc.ts';
import { clock } from './clock.ts';
import { counter } from './counter.ts';
import { div } from './div.ts';
import { lut } from './lut.ts';
import { pcomp } from './pcomp.ts';
import { pulse } from './pulse.ts';
import { seq } from './seq.ts';
import { srgate } from './srgate.ts';
import type { Vector } from '../rig.ts';

/** Sequences of blocks, after the timing diagrams that PandABlocks-FPGA tests its own with. */
export const vectors: Readonly<Record<string, readonly Vector[]>> = {
  SEQ: seq,
  PCOMP: pcomp,
  BITS: bits,
  CALC: calc,
  CLOCK: clock,
  COUNTER: counter,
  DIV: div,
  LUT: lut,
  PULSE: pulse,
  SRGATE: srgate,
};
