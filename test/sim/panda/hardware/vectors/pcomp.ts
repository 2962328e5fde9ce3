import type { Vector } from '../rig.ts';

/** Sequences of the PCOMP block, after the timing diagrams that PandABlocks-FPGA tests its own with. */
export const pcomp: readonly Vector[] = [
  {
    name: 'three pulses upwards',
    rows: `
      1  START=4, STEP=3, WIDTH=2, PULSES=3
      2  INP=2
      3  ENABLE=1 > ACTIVE=1, STATE=2
      4  > STATE=3
      7  INP=3
      9  INP=4 > OUT=1, PRODUCED=1, STATE=4
      11 INP=5
      13 INP=6 > OUT=0, STATE=3
      15 INP=7 > OUT=1, PRODUCED=2, STATE=4
      18 INP=8
      21 INP=9 > OUT=0, STATE=3
      24 INP=10 > OUT=1, PRODUCED=3, STATE=4
      27 INP=11
      31 INP=12 > OUT=0, ACTIVE=0, STATE=0
      35 INP=13`,
  },
  {
    name: 'enabled while going the wrong way',
    rows: `
      1  START=4, STEP=3, WIDTH=2, PULSES=2
      2  INP=5
      3  ENABLE=1 > ACTIVE=1, STATE=2
      5  INP=4
      7  INP=3 > STATE=3
      9  INP=4 > OUT=1, PRODUCED=1, STATE=4
      11 INP=5
      13 INP=6 > OUT=0, STATE=3
      15 INP=7 > OUT=1, PRODUCED=2, STATE=4
      18 INP=8
      21 INP=9 > OUT=0, ACTIVE=0, STATE=0`,
  },
  {
    name: 'two pulses downwards',
    rows: `
      1  START=2, STEP=3, WIDTH=2, PULSES=2, DIR=1
      2  INP=3
      3  ENABLE=1 > ACTIVE=1, STATE=2
      4  > STATE=3
      7  INP=2 > OUT=1, PRODUCED=1, STATE=4
      9  INP=1
      11 INP=0 > OUT=0, STATE=3
      13 INP=-1 > OUT=1, PRODUCED=2, STATE=4
      15 INP=-2
      18 INP=-3 > OUT=0, ACTIVE=0, STATE=0
      21 INP=-4`,
  },
  {
    name: 'each pulse once, though the position goes back',
    rows: `
      1  START=4, STEP=3, WIDTH=1, PULSES=2
      2  INP=2
      3  ENABLE=1 > ACTIVE=1, STATE=2
      4  > STATE=3
      9  INP=4 > OUT=1, PRODUCED=1, STATE=4
      11 INP=5 > OUT=0, STATE=3
      13 INP=6
      17 INP=4
      19 INP=3
      25 INP=6
      27 INP=7 > OUT=1, PRODUCED=2, STATE=4
      29 INP=8 > OUT=0, ACTIVE=0, STATE=0`,
  },
  {
    name: 'jitter at the start, kept away by PRE_START',
    rows: `
      1  START=4, STEP=3, WIDTH=2, PULSES=2, PRE_START=2
      2  INP=5
      3  ENABLE=1 > STATE=2, ACTIVE=1
      5  INP=4
      7  INP=3
      9  INP=4
      13 INP=2
      15 INP=1 > STATE=3
      17 INP=0
      25 INP=3
      27 INP=4 > STATE=4, OUT=1, PRODUCED=1
      31 INP=6 > STATE=3, OUT=0
      33 INP=7 > STATE=4, OUT=1, PRODUCED=2
      37 INP=9 > STATE=0, OUT=0, ACTIVE=0`,
  },
  {
    name: 'the direction found to be down',
    rows: `
      1  START=2, STEP=3, WIDTH=2, PULSES=2, DIR=2
      2  INP=3
      3  ENABLE=1 > ACTIVE=1, STATE=1
      4  > STATE=2
      5  > STATE=3
      7  INP=2 > OUT=1, PRODUCED=1, STATE=4
      11 INP=0 > OUT=0, STATE=3
      13 INP=-1 > OUT=1, PRODUCED=2, STATE=4
      18 INP=-3 > OUT=0, ACTIVE=0, STATE=0`,
  },
  {
    name: 'disabled within a pulse',
    rows: `
      2  INP=10
      3  START=5, STEP=10, WIDTH=7, PULSES=3, DIR=1
      10 ENABLE=1 > ACTIVE=1, STATE=2
      11 > STATE=3
      12 INP=9
      16 INP=5 > OUT=1, PRODUCED=1, STATE=4
      25 INP=4, ENABLE=0 > ACTIVE=0, OUT=0, STATE=0`,
  },
  {
    name: 'disabled at the start',
    rows: `
      2  INP=10
      3  START=5, STEP=10, WIDTH=7, DIR=1
      10 ENABLE=1 > ACTIVE=1, STATE=2
      11 > STATE=3
      15 INP=6
      16 INP=5, ENABLE=0 > ACTIVE=0, STATE=0
      18 INP=3`,
  },
  {
    name: 'positions that jump, but not past a step',
    rows: `
      1  START=4, STEP=5, WIDTH=2, PULSES=2
      2  INP=9
      3  ENABLE=1 > ACTIVE=1, STATE=2
      8  INP=1 > STATE=3
      12 INP=5 > OUT=1, PRODUCED=1, STATE=4
      16 INP=7 > OUT=0, STATE=3
      20 INP=8
      24 INP=9 > OUT=1, PRODUCED=2, STATE=4
      28 INP=15 > OUT=0, ACTIVE=0, STATE=0`,
  },
  {
    name: 'a jump past a step while low',
    rows: `
      1  START=4, STEP=5, WIDTH=2
      2  INP=9
      3  ENABLE=1 > ACTIVE=1, STATE=2
      8  INP=1 > STATE=3
      12 INP=5 > OUT=1, PRODUCED=1, STATE=4
      16 INP=7 > OUT=0, STATE=3
      24 INP=11 > ACTIVE=0, HEALTH=1, STATE=0`,
  },
  {
    name: 'a jump past a step while high',
    rows: `
      1  START=4, STEP=5, WIDTH=2
      2  INP=9
      3  ENABLE=1 > ACTIVE=1, STATE=2
      8  INP=1 > STATE=3
      12 INP=5 > OUT=1, PRODUCED=1, STATE=4
      16 INP=9 > OUT=0, ACTIVE=0, HEALTH=1, STATE=0`,
  },
  {
    name: 'counted from where it is, downwards',
    rows: `
      1  START=3, STEP=4, WIDTH=2, PULSES=2, RELATIVE=1, DIR=1
      2  INP=1
      5  INP=2, ENABLE=1 > ACTIVE=1, STATE=2
      6  > STATE=3
      7  INP=3
      11 INP=-1 > OUT=1, PRODUCED=1, STATE=4
      15 INP=-3 > OUT=0, STATE=3
      21 INP=-5 > OUT=1, PRODUCED=2, STATE=4
      25 INP=-7 > OUT=0, ACTIVE=0, STATE=0`,
  },
  {
    name: 'counted from where it is, found to go up',
    rows: `
      1  START=3, STEP=4, WIDTH=2, PULSES=2, RELATIVE=1, DIR=2
      2  INP=1
      5  INP=2, ENABLE=1 > ACTIVE=1, STATE=1
      7  INP=3
      11 INP=5 > OUT=1, PRODUCED=1, STATE=4
      15 INP=7 > OUT=0, STATE=3
      21 INP=9 > OUT=1, PRODUCED=2, STATE=4
      25 INP=11 > OUT=0, ACTIVE=0, STATE=0`,
  },
  {
    name: 'counted from where it is, found to go up after PRE_START down',
    rows: `
      1  PRE_START=2, STEP=4, WIDTH=2, PULSES=2, RELATIVE=1, DIR=2
      2  INP=5
      5  INP=4, ENABLE=1 > ACTIVE=1, STATE=1
      7  INP=3
      9  INP=2 > STATE=2
      11 INP=1 > STATE=3
      15 INP=3
      17 INP=4 > STATE=4, OUT=1, PRODUCED=1
      21 INP=6 > STATE=3, OUT=0
      25 INP=8 > STATE=4, OUT=1, PRODUCED=2
      28 INP=10 > STATE=0, OUT=0, ACTIVE=0`,
  },
  {
    name: 'a direction that cannot be found',
    rows: `
      1  STEP=4, WIDTH=2, PULSES=2, RELATIVE=1, DIR=2
      2  INP=1
      5  INP=2, ENABLE=1 > ACTIVE=1, STATE=1
      6  > ACTIVE=0, HEALTH=2, STATE=0`,
  },
  {
    name: 'a width against the direction',
    rows: `
      1  START=4, WIDTH=-2, PULSES=2
      2  INP=2
      3  ENABLE=1 > ACTIVE=1, STATE=2
      4  > STATE=3
      9  INP=4 > OUT=1, PRODUCED=1, STATE=4
      11 INP=3
      13 INP=2 > OUT=0, STATE=3
      18 INP=4 > OUT=1, PRODUCED=2, STATE=4
      22 INP=6
      29 INP=3
      31 INP=2 > OUT=0, ACTIVE=0, STATE=0`,
  },
  {
    name: 'without a step, the same place again',
    rows: `
      1  START=3, WIDTH=2, PULSES=2
      2  INP=2
      3  ENABLE=1 > ACTIVE=1, STATE=2
      4  > STATE=3
      7  INP=3 > OUT=1, PRODUCED=1, STATE=4
      11 INP=5 > OUT=0, STATE=3
      13 INP=6
      20 INP=3 > OUT=1, PRODUCED=2, STATE=4
      22 INP=2
      29 INP=5 > OUT=0, ACTIVE=0, STATE=0`,
  },
];
