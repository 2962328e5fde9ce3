import type { PcapVector } from '../pcap-rig.ts';

/** What of a position PCAP captures, after the timing diagrams that PandABlocks-FPGA tests its own PCAP with. */
export const pcapValues: readonly PcapVector[] = [
  {
    name: 'a value',
    channels: [{ of: 'value', line: 5 }],
    rows: `
      6 POS[5]=20
      10 ARM
      11 ENABLE=1
      13 TRIG=1
      14 TRIG=0, POS[5]=100
      15 TRIG=1
      16 TRIG=0
      18 TRIG=1, POS[5]=6
      19 POS[5]=2
      24 ENABLE=0`,
    samples: [[20], [100], [6]],
  },
  {
    name: 'a difference over the gate',
    channels: [{ of: 'diff', line: 11 }],
    rows: `
      5 ENABLE=1
      10 ARM
      11 POS[11]=10
      12 GATE=1
      13 POS[11]=20
      14 TRIG=1
      15 TRIG=0
      16 GATE=0, POS[11]=24
      18 POS[11]=30
      20 POS[11]=22
      21 GATE=1
      22 POS[11]=13
      23 GATE=0, TRIG=1
      25 TRIG=0
      27 ENABLE=0`,
    samples: [[10], [-5]],
  },
  {
    name: 'a sum over the gate',
    channels: [{ of: 'sum', line: 3 }],
    rows: `
      1 POS[3]=3
      7 ENABLE=1
      10 ARM
      12 GATE=1
      14 TRIG=1
      15 TRIG=0
      16 GATE=0, POS[3]=4
      17 POS[3]=5
      18 GATE=1, POS[3]=6
      19 POS[3]=9
      20 POS[3]=103, TRIG=1
      21 TRIG=0
      22 GATE=0
      23 POS[3]=102
      24 TRIG=1
      28 TRIG=0, ENABLE=0`,
    samples: [[6n], [21n], [206n]],
  },
  {
    name: 'large sums',
    channels: [{ of: 'sum', line: 2 }],
    rows: `
      1 POS[2]=1073741824
      8 ENABLE=1
      10 ARM
      12 GATE=1
      13 TRIG=1
      14 TRIG=0
      16 TRIG=1
      17 TRIG=0
      26 TRIG=1
      27 TRIG=0, POS[2]=-1073741824
      29 TRIG=1
      30 TRIG=0
      34 TRIG=1
      41 ENABLE=0`,
    samples: [[0x40000000n], [3n * 0x40000000n], [10n * 0x40000000n], [-0x40000000n], [-5n * 0x40000000n]],
  },
  {
    name: 'sums and durations that are shifted',
    channels: [{ of: 'sum', line: 9 }, { of: 'duration' }],
    rows: `
      1 SHIFT_SUM=1
      3 GATE=1
      6 POS[9]=27
      10 ARM
      11 ENABLE=1
      14 TRIG=1
      15 TRIG=0
      16 GATE=0, POS[9]=19
      17 GATE=1
      18 GATE=0
      19 TRIG=1, POS[9]=-13
      20 TRIG=0
      21 GATE=1
      23 GATE=0, TRIG=1, POS[9]=-9
      24 TRIG=0
      27 TRIG=1
      32 ENABLE=0`,
    samples: [
      [40n, 1],
      [36n, 1],
      [-13n, 1],
      [0n, 0],
    ],
  },
  {
    name: 'sums of squares',
    channels: [{ of: 'squares', line: 2 }, { of: 'duration' }],
    rows: `
      1 POS[2]=-3
      10 ARM
      11 ENABLE=1
      12 GATE=1
      14 TRIG=1
      15 POS[2]=3, TRIG=0
      16 POS[2]=4
      17 POS[2]=5
      18 POS[2]=6
      19 POS[2]=9
      20 POS[2]=2147483647, TRIG=1
      21 TRIG=0
      28 TRIG=1
      29 GATE=0, TRIG=0
      37 ENABLE=0`,
    samples: [
      [18n, 2],
      [176n, 6],
      [8n * 2147483647n ** 2n, 8],
    ],
  },
  {
    name: 'the least, and the largest number where there is none',
    channels: [{ of: 'min', line: 8 }],
    rows: `
      3 GATE=1
      5 POS[8]=35
      6 ENABLE=1
      10 ARM
      11 POS[8]=10
      13 POS[8]=20
      14 TRIG=1
      15 TRIG=0
      16 GATE=0, POS[8]=8
      18 POS[8]=30
      19 TRIG=1
      20 POS[8]=22, TRIG=0
      21 GATE=1
      22 POS[8]=21
      23 GATE=0, TRIG=1
      24 TRIG=0
      25 TRIG=1
      31 ENABLE=0`,
    samples: [[10], [20], [21], [0x7fffffff]],
  },
  {
    name: 'the most, and the smallest number where there is none',
    channels: [{ of: 'max', line: 4 }],
    rows: `
      3 GATE=1
      5 POS[4]=35
      6 ENABLE=1
      10 ARM, POS[4]=10
      13 POS[4]=20
      14 TRIG=1
      15 TRIG=0
      16 GATE=0, POS[4]=24
      18 POS[4]=30
      19 TRIG=1
      20 POS[4]=22, TRIG=0
      21 GATE=1
      22 POS[4]=21
      23 GATE=0, TRIG=1
      24 TRIG=0
      25 TRIG=1
      31 ENABLE=0`,
    samples: [[20], [20], [22], [-0x80000000]],
  },
];
