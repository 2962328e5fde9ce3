import type { Vector } from './rig.ts';

/** Sequences of small blocks, after the timing diagrams that PandABlocks-FPGA tests its own with. */
export const blockVectors: Readonly<Record<string, readonly Vector[]>> = {
  BITS: [
    {
      name: 'outputs follow settings',
      rows: `
        3 A=1 > OUTA=1
        5 A=0, B=1 > OUTA=0, OUTB=1
        8 A=1 > OUTA=1
        9 B=0 > OUTB=0
        13 A=0 > OUTA=0`,
    },
  ],
  CALC: [
    {
      name: 'a sum',
      rows: `
        3 INPA=1 > OUT=1
        5 INPB=1 > OUT=2
        7 INPC=4 > OUT=6
        8 INPD=8 > OUT=14`,
    },
    {
      name: 'a sum that is shifted',
      rows: `
        5 INPA=1 > OUT=1
        6 INPB=1 > OUT=2
        8 SHIFT=1 > OUT=1
        10 INPC=10 > OUT=6
        12 SHIFT=2 > OUT=3
        15 INPD=10 > OUT=5
        16 INPC=0 > OUT=3
        18 TYPED=1 > OUT=-2`,
    },
  ],
  CLOCK: [
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
  ],
  COUNTER: [
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
  ],
  DIV: [
    {
      name: 'the first pulse undivided',
      rows: `
        1 DIVISOR=3
        3 ENABLE=1
        5 INP=1 > OUTN=1, COUNT=1
        6 INP=0 > OUTN=0
        8 INP=1 > OUTN=1, COUNT=2
        11 INP=0 > OUTN=0
        15 INP=1 > OUTD=1, COUNT=0
        16 INP=0 > OUTD=0`,
    },
    {
      name: 'the first pulse divided',
      rows: `
        1 DIVISOR=3
        2 ENABLE=1
        3 FIRST_PULSE=1 > COUNT=2
        5 INP=1 > OUTD=1, COUNT=0
        6 INP=0 > OUTD=0
        8 INP=1 > OUTN=1, COUNT=1
        11 INP=0 > OUTN=0
        15 INP=1 > OUTN=1, COUNT=2
        16 INP=0 > OUTN=0
        21 INP=1 > OUTD=1, COUNT=0
        26 INP=0 > OUTD=0`,
    },
    {
      name: 'disabled with a pulse',
      rows: `
        1 DIVISOR=3
        3 ENABLE=1
        5 INP=1 > OUTN=1, COUNT=1
        6 INP=0 > OUTN=0
        8 INP=1, ENABLE=0 > COUNT=0
        9 INP=0`,
    },
  ],
  LUT: [
    {
      name: 'all of five',
      rows: `
        1 FUNC=0x80000000
        5 INPA=1, INPB=1, INPC=1, INPD=1, INPE=1 > OUT=1
        8 INPA=0 > OUT=0
        10 INPB=0, INPC=0, INPD=0, INPE=0`,
    },
    {
      name: 'none of five',
      rows: `
        1 FUNC=0x00000001 > OUT=1
        5 INPA=1, INPB=1, INPC=1, INPD=1, INPE=1 > OUT=0
        8 INPA=0
        10 INPB=0, INPC=0, INPD=0, INPE=0 > OUT=1
        11 INPA=1 > OUT=0`,
    },
    {
      name: 'A&B|C&~D',
      rows: `
        1 FUNC=0xff303030
        5 INPA=1, INPB=1 > OUT=1
        6 INPA=0, INPB=0 > OUT=0
        8 INPC=1 > OUT=1
        9 INPC=0 > OUT=0
        15 INPA=1, INPB=1, INPC=1, INPD=1 > OUT=1
        18 INPD=0
        20 INPA=0, INPB=0, INPC=0 > OUT=0`,
    },
    {
      name: 'another function while it runs',
      rows: `
        1 FUNC=0x80000000
        5 INPA=1, INPB=1, INPC=1, INPD=1, INPE=1 > OUT=1
        10 FUNC=0x00000001 > OUT=0
        14 INPA=0, INPB=0, INPC=0, INPD=0, INPE=0 > OUT=1
        16 INPA=1 > OUT=0`,
    },
    {
      name: 'either edge',
      rows: `
        1 FUNC=0xffff0000
        2 TYPEA=3
        4 INPA=1 > OUT=1
        5 > OUT=0
        7 INPA=0 > OUT=1
        8 > OUT=0`,
    },
    {
      name: 'a rising edge and a falling one',
      rows: `
        1 FUNC=0xff000000
        2 TYPEA=1
        3 TYPEB=2
        4 INPA=1
        5 INPB=1
        6 INPA=0
        7 INPA=1, INPB=0 > OUT=1
        8 > OUT=0
        10 INPA=0`,
    },
  ],
  PULSE: [
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
  ],
  SRGATE: [
    {
      name: 'set at the rising edge, and reset by hand',
      rows: `
        2 ENABLE=1
        5 SET=1 > OUT=1
        7 SET=0
        8 FORCE_RST=0 > OUT=0`,
    },
    {
      name: 'set at the falling edge',
      rows: `
        1 SET_EDGE=1
        2 ENABLE=1
        5 SET=1
        6 SET=0 > OUT=1`,
    },
    {
      name: 'set at either edge',
      rows: `
        1 SET_EDGE=2
        2 ENABLE=1
        5 SET=1 > OUT=1
        8 RST=1 > OUT=0
        9 RST=0
        10 SET=0 > OUT=1
        11 FORCE_RST=0 > OUT=0`,
    },
    {
      name: 'reset at the falling edge',
      rows: `
        1 RST_EDGE=1
        3 ENABLE=1
        4 SET=1 > OUT=1
        5 SET=0
        6 RST=1
        7 RST=0 > OUT=0`,
    },
    {
      name: 'reset at either edge',
      rows: `
        1 RST_EDGE=2
        2 SET_EDGE=1
        3 ENABLE=1
        5 SET=1
        6 SET=0 > OUT=1
        7 RST=1 > OUT=0
        8 SET=1
        9 SET=0 > OUT=1
        10 RST=0 > OUT=0`,
    },
    {
      name: 'low while disabled',
      rows: `
        1 ENABLE=1
        4 SET=1 > OUT=1
        5 SET=0
        7 ENABLE=0 > OUT=0
        8 SET=1
        9 SET=0`,
    },
    {
      name: 'high while disabled',
      rows: `
        1 WHEN_DISABLED=1 > OUT=1
        2 ENABLE=1
        4 RST=1 > OUT=0
        5 RST=0
        7 ENABLE=0 > OUT=1`,
    },
    {
      name: 'kept while disabled',
      rows: `
        1 ENABLE=1
        2 WHEN_DISABLED=2
        4 SET=1 > OUT=1
        5 SET=0
        7 ENABLE=0
        8 RST=1
        9 RST=0`,
    },
    {
      name: 'both at once',
      rows: `
        3 ENABLE=1
        5 RST=1, SET=1
        6 SET=0
        7 RST=0
        10 FORCE_RST=0, SET=1
        11 SET=0
        15 SET=1 > OUT=1
        16 SET=0
        18 RST=1, FORCE_SET=0
        19 RST=0
        20 FORCE_RST=0 > OUT=0`,
    },
    {
      name: 'another edge while it runs',
      rows: `
        2 ENABLE=1
        3 SET=1 > OUT=1
        5 FORCE_RST=0 > OUT=0
        8 SET_EDGE=1, SET=0 > OUT=1
        9 FORCE_RST=0 > OUT=0
        10 RST_EDGE=0, SET=1
        11 SET=0 > OUT=1
        12 RST=1 > OUT=0
        13 RST_EDGE=1, RST=0`,
    },
  ],
};
