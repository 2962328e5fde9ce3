import type { PcapVector } from '../pcap-rig.ts';

/** When PCAP captures, and the times and bits that go with it, after the timing diagrams that PandABlocks-FPGA tests its own PCAP with. */
export const pcapTriggers: readonly PcapVector[] = [
  {
    name: 'when it was triggered, from arming where it is enabled already',
    channels: [{ of: 'trigger' }],
    rows: `
      1 ENABLE=1
      10 ARM
      12 TRIG=1
      14 TRIG=0
      16 TRIG=1
      22 ENABLE=0`,
    samples: [[2n], [6n]],
  },
  {
    name: 'when the gate was high, and for how long',
    channels: [{ of: 'start' }, { of: 'end' }, { of: 'trigger' }, { of: 'duration' }],
    rows: `
      2 GATE=1
      9 ENABLE=1
      10 ARM
      14 TRIG=1
      15 TRIG=0
      16 GATE=0
      17 GATE=1
      18 GATE=0
      21 TRIG=1
      22 TRIG=0
      23 GATE=1
      25 GATE=0
      28 TRIG=1
      29 TRIG=0
      35 TRIG=1
      36 TRIG=0
      44 ENABLE=0`,
    samples: [
      [0n, 4n, 4n, 4],
      [4n, 8n, 11n, 3],
      [13n, 15n, 18n, 2],
      [-1n, -1n, 25n, 0],
    ],
  },
  {
    name: 'words of the bit bus',
    channels: [
      { of: 'bits', word: 0 },
      { of: 'bits', word: 1 },
      { of: 'bits', word: 2 },
      { of: 'bits', word: 3 },
    ],
    // The inputs of PCAP are bits themselves here, 29 to 31 of the last word, and ACTIVE is bit 0 of the second.
    rows: `
      12 ARM, ENABLE=1
      13 TRIG=1, BIT[2]=1
      14 TRIG=0
      17 TRIG=1, BIT[58]=1
      18 TRIG=0
      21 TRIG=1, BIT[101]=1
      22 TRIG=0
      25 TRIG=1, BIT[10]=1
      26 TRIG=0
      34 ENABLE=0`,
    samples: [
      [0x4, 1, 0, 0xa0000000],
      [0x4, 0x4000001, 0, 0xa0000000],
      [0x4, 0x4000001, 0, 0xa0000020],
      [0x404, 0x4000001, 0, 0xa0000020],
    ],
  },
  {
    name: 'the falling edge of what is the gate too',
    channels: [{ of: 'diff', line: 1 }],
    rows: `
      5 ENABLE=1
      7 TRIG_EDGE=1
      10 ARM
      11 POS[1]=10
      12 GATE=1, TRIG=1
      13 POS[1]=20
      14 GATE=0, TRIG=0
      16 POS[1]=24
      18 POS[1]=30
      21 POS[1]=22, GATE=1, TRIG=1
      23 POS[1]=13, GATE=0, TRIG=0
      29 ENABLE=0`,
    samples: [[10], [-9]],
  },
  {
    name: 'both edges, without a gap',
    channels: [{ of: 'sum', line: 1 }],
    rows: `
      5 ENABLE=1
      7 TRIG_EDGE=2
      10 ARM
      11 POS[1]=10
      12 GATE=1
      13 POS[1]=20
      14 TRIG=1
      16 POS[1]=24
      18 POS[1]=30
      21 POS[1]=22, GATE=0, TRIG=0
      23 POS[1]=13, GATE=1
      26 GATE=0, TRIG=1
      28 TRIG=0
      34 ENABLE=0`,
    samples: [[30n], [178n], [39n], [0n]],
  },
  {
    name: 'nothing before it is enabled, or after',
    channels: [{ of: 'value', line: 5 }],
    rows: `
      6 POS[5]=20
      10 ARM
      13 TRIG=1
      14 TRIG=0
      15 TRIG=1
      22 DISARM, TRIG=0
      30 ENABLE=1
      32 TRIG=1`,
    samples: [],
    ends: ['Disarmed'],
  },
  {
    name: 'times from each enabling anew',
    channels: [{ of: 'start' }],
    rows: `
      9 ENABLE=1
      10 ARM
      14 GATE=1
      16 GATE=0
      17 TRIG=1
      18 TRIG=0
      20 GATE=1
      24 GATE=0, ENABLE=0
      35 ARM, ENABLE=1
      37 GATE=1
      40 GATE=0, TRIG=1
      41 TRIG=0
      46 GATE=1
      49 GATE=0, TRIG=1
      50 TRIG=0
      55 ENABLE=0`,
    samples: [[4n], [2n], [11n]],
    ends: ['Ok', 'Ok'],
  },
];
