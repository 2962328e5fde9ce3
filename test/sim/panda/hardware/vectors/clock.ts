import type { Vector } from '../rig.ts';

export const clock: readonly Vector[] = [
  {
    name: 'a period starts it',
    rows: `
        1 ENABLE=1
        3 PERIOD=9 > OUT=1
        7 > OUT=0
        12 > OUT=1
        16 > OUT=0
        21 > OUT=1
        23 PERIOD=4 > OUT=1
        25 > OUT=0
        27 > OUT=1
        29 > OUT=0
        31 > OUT=1
        32 PERIOD=0 > OUT=0`,
  },
  {
    name: 'not while disabled',
    rows: `
        1 PERIOD=4
        4 ENABLE=1 > OUT=1
        6 > OUT=0
        8 > OUT=1
        9 ENABLE=0 > OUT=0
        15 ENABLE=1 > OUT=1
        17 > OUT=0
        19 > OUT=1
        20 ENABLE=0 > OUT=0
        22 PERIOD=2`,
  },
  {
    name: 'a width of its own, longer than the period too',
    rows: `
        1 ENABLE=1, WIDTH=2
        3 PERIOD=9 > OUT=1
        5 > OUT=0
        12 > OUT=1
        14 > OUT=0
        16 PERIOD=1, WIDTH=7 > OUT=1
        23 > OUT=0
        24 > OUT=1
        31 > OUT=0
        32 > OUT=1`,
  },
];
