import type { Vector } from '../rig.ts';

export const pulse: readonly Vector[] = [
  {
    name: 'stretched',
    rows: `
        1 WIDTH=6
        5 ENABLE=1
        7 TRIG=1 > OUT=1
        10 TRIG=0
        13 > OUT=0`,
  },
  {
    name: 'stretched from the falling edge',
    rows: `
        1 WIDTH=6, TRIG_EDGE=1
        5 ENABLE=1
        7 TRIG=1
        10 TRIG=0 > OUT=1
        16 > OUT=0`,
  },
  {
    name: 'stretched from both edges',
    rows: `
        1 WIDTH=5, TRIG_EDGE=2
        5 ENABLE=1
        7 TRIG=1 > OUT=1
        12 > OUT=0
        21 TRIG=0 > OUT=1
        26 > OUT=0`,
  },
  {
    name: 'late, as long as its trigger',
    rows: `
        1 DELAY=10
        5 ENABLE=1
        7 TRIG=1 > QUEUED=1
        10 TRIG=0 > QUEUED=2
        17 > QUEUED=1, OUT=1
        20 > QUEUED=0, OUT=0`,
  },
  {
    name: 'late and stretched',
    rows: `
        1 WIDTH=10, DELAY=10
        5 ENABLE=1
        7 TRIG=1
        8 TRIG=0
        17 > OUT=1
        27 > OUT=0`,
  },
  {
    name: 'as it comes',
    rows: `
        5 ENABLE=1
        10 TRIG=1 > OUT=1
        15 TRIG=0 > OUT=0
        20 TRIG=1 > OUT=1
        25 TRIG=0 > OUT=0`,
  },
  {
    name: 'a train, late and stretched',
    rows: `
        1 WIDTH=5, DELAY=10
        5 ENABLE=1
        14 TRIG=1
        16 TRIG=0
        23 TRIG=1
        24 > OUT=1
        28 TRIG=0
        29 > OUT=0
        33 > OUT=1
        38 > OUT=0`,
  },
  {
    name: 'too close together',
    rows: `
        1 WIDTH=5, DELAY=10
        5 ENABLE=1
        14 TRIG=1
        16 TRIG=0
        18 TRIG=1 > DROPPED=1
        21 TRIG=0
        24 > OUT=1
        27 TRIG=1
        29 > OUT=0
        33 TRIG=0
        37 > OUT=1
        42 > OUT=0
        46 ENABLE=0
        49 ENABLE=1 > DROPPED=0`,
  },
  {
    name: 'several a trigger',
    rows: `
        1 WIDTH=6, STEP=9, PULSES=3
        5 ENABLE=1
        8 TRIG=1 > OUT=1
        9 TRIG=0
        10 TRIG=1 > DROPPED=1
        11 TRIG=0
        14 > OUT=0
        17 > OUT=1
        23 > OUT=0
        26 > OUT=1
        30 TRIG=1 > DROPPED=2
        31 TRIG=0
        32 > OUT=0`,
  },
  {
    name: 'several a trigger, interrupted',
    rows: `
        1 WIDTH=6, DELAY=5, STEP=9, PULSES=3
        5 ENABLE=1
        8 TRIG=1
        10 TRIG=0
        13 > OUT=1
        19 > OUT=0
        22 > OUT=1
        24 ENABLE=0 > OUT=0
        33 TRIG=1
        36 TRIG=0`,
  },
];
