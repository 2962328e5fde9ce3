import type { Vector } from '../rig.ts';

export const counter: readonly Vector[] = [
  {
    name: 'counts while enabled',
    rows: `
        3 ENABLE=1
        8 TRIG=1 > OUT=1
        10 TRIG=0
        13 TRIG=1 > OUT=2
        17 TRIG=0
        18 TRIG=1 > OUT=3
        19 TRIG=0
        20 TRIG=1 > OUT=4
        27 TRIG=0
        28 ENABLE=0
        29 TRIG=1
        30 TRIG=0`,
  },
  {
    name: 'a start and a step',
    rows: `
        3 START=6, STEP=4
        6 ENABLE=1 > OUT=6
        10 TRIG=1 > OUT=10
        11 TRIG=0
        16 TRIG=1 > OUT=14
        19 TRIG=0
        23 TRIG=1 > OUT=18
        24 ENABLE=0`,
  },
  {
    name: 'a direction',
    rows: `
        3 ENABLE=1
        6 TRIG=1 > OUT=1
        9 TRIG=0
        12 TRIG=1 > OUT=2
        13 DIR=1
        15 TRIG=0
        18 TRIG=1 > OUT=1
        21 TRIG=0
        24 TRIG=1, DIR=0 > OUT=2
        27 TRIG=0, ENABLE=0`,
  },
  {
    name: 'an edge',
    rows: `
        3 ENABLE=1
        6 TRIG=1 > OUT=1
        9 TRIG=0
        12 TRIG=1 > OUT=2
        13 TRIG_EDGE=1
        15 TRIG=0 > OUT=3
        18 TRIG=1
        21 TRIG=0 > OUT=4
        24 TRIG=1, TRIG_EDGE=2 > OUT=5
        25 TRIG=0 > OUT=6`,
  },
  {
    name: 'shown when disabled',
    rows: `
        2 OUT_MODE=1
        3 START=6, STEP=4
        6 ENABLE=1
        10 TRIG=1
        11 TRIG=0
        16 TRIG=1
        17 TRIG=0
        23 TRIG=1
        24 TRIG=0
        26 ENABLE=0 > OUT=18
        29 ENABLE=1
        30 TRIG=1
        31 TRIG=0
        36 TRIG=1
        37 TRIG=0
        41 ENABLE=0 > OUT=14`,
  },
  {
    name: 'past the largest number',
    rows: `
        2 START=2147483645
        3 ENABLE=1 > OUT=2147483645
        10 TRIG=1 > OUT=2147483646
        13 TRIG=0
        17 TRIG=1 > OUT=2147483647
        23 TRIG=0
        24 TRIG=1 > OUT=-2147483648, CARRY=1
        27 TRIG=0 > CARRY=0
        28 ENABLE=0`,
  },
  {
    name: 'past the smallest number',
    rows: `
        2 START=-2147483645, STEP=3, DIR=1
        3 ENABLE=1 > OUT=-2147483645
        10 TRIG=1 > OUT=-2147483648
        13 TRIG=0
        17 TRIG=1 > OUT=2147483645, CARRY=1
        23 TRIG=0 > CARRY=0
        26 ENABLE=0`,
  },
  {
    name: 'past the largest number, shown when disabled',
    rows: `
        2 OUT_MODE=1
        3 START=2147483645, STEP=1
        6 ENABLE=1
        10 TRIG=1
        11 TRIG=0
        12 TRIG=1
        13 TRIG=0
        16 TRIG=1
        17 TRIG=0
        23 TRIG=1
        24 TRIG=0
        26 ENABLE=0 > OUT=-2147483647, CARRY=1
        29 ENABLE=1
        30 TRIG=1
        31 TRIG=0
        36 TRIG=1
        37 TRIG=0
        40 ENABLE=0 > OUT=2147483647, CARRY=0`,
  },
  {
    name: 'past the largest number at falling and both edges',
    rows: `
        2 START=2147483645, TRIG_EDGE=1
        3 ENABLE=1 > OUT=2147483645
        10 TRIG=1
        13 TRIG=0 > OUT=2147483646
        17 TRIG=1
        23 TRIG=0 > OUT=2147483647
        24 TRIG=1
        27 TRIG=0 > OUT=-2147483648, CARRY=1
        28 TRIG=1 > CARRY=0
        29 TRIG=0 > OUT=-2147483647
        30 ENABLE=0, TRIG_EDGE=2
        32 ENABLE=1 > OUT=2147483645
        35 TRIG=1 > OUT=2147483646
        37 TRIG=0 > OUT=2147483647
        40 TRIG=1 > OUT=-2147483648, CARRY=1
        43 TRIG=0 > OUT=-2147483647, CARRY=0
        45 ENABLE=0`,
  },
  {
    name: 'a trigger with the end, and with a new step',
    rows: `
        3 START=20
        6 ENABLE=1 > OUT=20
        9 TRIG=1 > OUT=21
        11 TRIG=0
        15 TRIG=1, ENABLE=0
        16 TRIG=0
        18 ENABLE=1 > OUT=20
        20 TRIG=1, STEP=2 > OUT=22
        21 TRIG=0`,
  },
  {
    name: 'ends of its own, both ways',
    rows: `
        3 START=5, STEP=4, MAX=10, MIN=-10
        6 ENABLE=1 > OUT=5
        7 TRIG=1 > OUT=9
        8 TRIG=0
        9 TRIG=1 > OUT=-8, CARRY=1
        10 TRIG=0 > CARRY=0
        11 TRIG=1 > OUT=-4
        16 TRIG=0, ENABLE=0
        17 DIR=1, START=0, STEP=4, MAX=10, MIN=-10
        18 ENABLE=1 > OUT=0
        19 TRIG=1 > OUT=-4
        20 TRIG=0
        21 TRIG=1 > OUT=-8
        22 TRIG=0
        23 TRIG=1 > OUT=9, CARRY=1
        24 TRIG=0 > CARRY=0
        25 TRIG=1 > OUT=5`,
  },
  {
    name: 'ends on one side of 0, and a carry that ends with the enable',
    rows: `
        3 START=5, STEP=3, MAX=10, MIN=2
        6 ENABLE=1 > OUT=5
        7 TRIG=1 > OUT=8
        8 TRIG=0
        9 TRIG=1 > OUT=2, CARRY=1
        11 ENABLE=0 > CARRY=0
        12 TRIG=0
        13 START=-5, STEP=4, MAX=-1, MIN=-10
        16 ENABLE=1 > OUT=-5
        17 TRIG=1 > OUT=-1
        18 TRIG=0
        19 TRIG=1 > OUT=-7, CARRY=1
        20 TRIG=0 > CARRY=0`,
  },
  {
    name: 'set by hand, enabled or not',
    rows: `
        3 START=20
        6 ENABLE=1 > OUT=20
        9 TRIG=1 > OUT=21
        10 SET=10, TRIG=0 > OUT=10
        11 TRIG=1 > OUT=11
        12 TRIG=0, ENABLE=0
        15 SET=42 > OUT=42`,
  },
];
