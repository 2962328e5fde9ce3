import type { Vector } from '../rig.ts';

/** Sequences of the SEQ block, after the timing diagrams that PandABlocks-FPGA tests its own with. */
export const seq: readonly Vector[] = [
  {
    name: 'three even pulses',
    table: [0x100003, 0, 5, 5],
    rows: `
      2  REPEATS=1 > STATE=1
      12 ENABLE=1 > ACTIVE=1, LINE_REPEAT=1, OUTA=1, TABLE_LINE=1, TABLE_REPEAT=1, STATE=3
      17 > OUTA=0, STATE=4
      22 > OUTA=1, LINE_REPEAT=2, STATE=3
      27 > OUTA=0, STATE=4
      32 > OUTA=1, LINE_REPEAT=3, STATE=3
      37 > OUTA=0, STATE=4
      42 > ACTIVE=0, STATE=1
      47 ENABLE=0 > TABLE_REPEAT=0, LINE_REPEAT=0, TABLE_LINE=0`,
  },
  {
    name: 'uneven pulses of two lines',
    table: [0x8100002, 0, 5, 2, 0x300003, 0, 1, 2],
    rows: `
      2  REPEATS=1 > STATE=1
      22 ENABLE=1 > ACTIVE=1, LINE_REPEAT=1, TABLE_LINE=1, OUTA=1, TABLE_REPEAT=1, STATE=3
      27 > OUTA=0, OUTB=1, STATE=4
      29 > OUTA=1, OUTB=0, LINE_REPEAT=2, STATE=3
      34 > OUTA=0, OUTB=1, STATE=4
      36 > OUTA=1, OUTB=1, LINE_REPEAT=1, TABLE_LINE=2, STATE=3
      37 > OUTA=0, OUTB=0, STATE=4
      39 > OUTA=1, OUTB=1, LINE_REPEAT=2, STATE=3
      40 > OUTA=0, OUTB=0, STATE=4
      42 > OUTA=1, OUTB=1, LINE_REPEAT=3, STATE=3
      43 > OUTA=0, OUTB=0, STATE=4
      45 > ACTIVE=0, STATE=1
      49 ENABLE=0 > TABLE_REPEAT=0, LINE_REPEAT=0, TABLE_LINE=0`,
  },
  {
    name: 'a table that repeats, with a line without phase 1',
    table: [0x100002, 0, 5, 2, 0x8000001, 0, 0, 5],
    rows: `
      2  REPEATS=2 > STATE=1
      22 ENABLE=1 > OUTA=1, ACTIVE=1, LINE_REPEAT=1, TABLE_LINE=1, TABLE_REPEAT=1, STATE=3
      27 > OUTA=0, STATE=4
      29 > OUTA=1, LINE_REPEAT=2, STATE=3
      34 > OUTA=0, STATE=4
      36 > OUTB=1, LINE_REPEAT=1, TABLE_LINE=2
      41 > OUTB=0, OUTA=1, LINE_REPEAT=1, TABLE_LINE=1, TABLE_REPEAT=2, STATE=3
      46 > OUTA=0, STATE=4
      48 > OUTA=1, LINE_REPEAT=2, STATE=3
      53 > OUTA=0, STATE=4
      55 > OUTB=1, LINE_REPEAT=1, TABLE_LINE=2
      60 > OUTB=0, ACTIVE=0, STATE=1
      62 ENABLE=0 > TABLE_REPEAT=0, LINE_REPEAT=0, TABLE_LINE=0`,
  },
  {
    name: 'all six outputs',
    table: [0xc100001, 0, 3, 4, 0x3c700001, 0, 5, 6, 0xfdf00001, 0, 7, 8],
    rows: `
      2  REPEATS=1
      25 ENABLE=1 > ACTIVE=1, OUTA=1
      28 > OUTB=1
      32 > OUTC=1
      37 > OUTD=1
      43 > OUTE=1
      50 > OUTF=1
      58 > OUTA=0, OUTB=0, OUTC=0, OUTD=0, OUTE=0, OUTF=0, ACTIVE=0
      65 ENABLE=0`,
  },
  {
    name: 'waiting for bits',
    table: [0x120003, 0, 2, 1, 0x240001, 0, 3, 2],
    rows: `
      2  REPEATS=1 > STATE=1
      15 ENABLE=1 > STATE=2, ACTIVE=1, TABLE_LINE=1, LINE_REPEAT=1, TABLE_REPEAT=1
      18 BITA=1 > STATE=3, OUTA=1
      19 BITA=0
      20 > STATE=4, OUTA=0
      21 > STATE=2, LINE_REPEAT=2
      27 BITA=1 > STATE=3, OUTA=1
      29 > STATE=4, OUTA=0
      30 > STATE=3, OUTA=1, LINE_REPEAT=3
      32 > STATE=4, OUTA=0
      33 BITB=1 > STATE=3, OUTB=1, TABLE_LINE=2, LINE_REPEAT=1
      34 BITB=0
      36 > STATE=4, OUTB=0
      38 > STATE=1, ACTIVE=0
      41 BITA=0
      44 ENABLE=0 > TABLE_REPEAT=0, LINE_REPEAT=0, TABLE_LINE=0`,
  },
  {
    name: 'comparing positions',
    table: [0x8070001, 20, 0, 4, 0x8300003, 0, 1, 3, 0x180002, 10, 1, 3],
    rows: `
      2  REPEATS=1 > STATE=1
      19 ENABLE=1 > ACTIVE=1, TABLE_LINE=1, LINE_REPEAT=1, TABLE_REPEAT=1, STATE=2
      20 POSA=19
      23 POSA=20 > OUTB=1, STATE=4
      27 > OUTA=1, TABLE_LINE=2, STATE=3
      28 > OUTA=0, STATE=4
      31 POSA=19 > OUTA=1, LINE_REPEAT=2, STATE=3
      32 > OUTA=0, STATE=4
      35 POSA=16 > OUTA=1, LINE_REPEAT=3, STATE=3
      36 > OUTA=0, STATE=4
      39 POSA=12 > TABLE_LINE=3, LINE_REPEAT=1, STATE=2
      43 POSA=9 > OUTA=1, OUTB=0, STATE=3
      44 > OUTA=0, STATE=4
      47 > OUTA=1, LINE_REPEAT=2, STATE=3
      48 POSA=7 > OUTA=0, STATE=4
      51 > ACTIVE=0, STATE=1
      55 ENABLE=0 > TABLE_REPEAT=0, LINE_REPEAT=0, TABLE_LINE=0`,
  },
  {
    name: 'a prescaler of ten',
    table: [0x100002, 0, 1, 1],
    rows: `
      2  REPEATS=1, PRESCALE=10 > STATE=1
      12 ENABLE=1 > ACTIVE=1, OUTA=1, STATE=3
      22 > OUTA=0, STATE=4
      32 > OUTA=1, STATE=3
      42 > OUTA=0, STATE=4
      52 > ACTIVE=0, STATE=1
      57 ENABLE=0`,
  },
  {
    name: 'a line without end, interrupted',
    table: [0x100000, 0, 5, 5],
    rows: `
      2  REPEATS=1 > STATE=1
      12 ENABLE=1 > ACTIVE=1, LINE_REPEAT=1, OUTA=1, STATE=3
      17 > OUTA=0, STATE=4
      22 > OUTA=1, LINE_REPEAT=2, STATE=3
      27 > OUTA=0, STATE=4
      32 > OUTA=1, LINE_REPEAT=3, STATE=3
      34 ENABLE=0 > ACTIVE=0, OUTA=0, STATE=1, LINE_REPEAT=0`,
  },
  {
    name: 'a table without end, interrupted',
    table: [0x4000001, 0, 0, 5, 0x2, 0, 0, 3],
    rows: `
      17 ENABLE=1 > ACTIVE=1, LINE_REPEAT=1, TABLE_LINE=1, TABLE_REPEAT=1, OUTA=1, STATE=4
      22 > OUTA=0, TABLE_LINE=2
      25 > LINE_REPEAT=2
      28 > OUTA=1, LINE_REPEAT=1, TABLE_LINE=1, TABLE_REPEAT=2
      33 > OUTA=0, TABLE_LINE=2
      36 > LINE_REPEAT=2
      39 > OUTA=1, LINE_REPEAT=1, TABLE_LINE=1, TABLE_REPEAT=3
      41 ENABLE=0 > ACTIVE=0, OUTA=0, STATE=1, TABLE_REPEAT=0, LINE_REPEAT=0, TABLE_LINE=0`,
  },
  {
    name: 'the same table again',
    table: [0x100001, 0, 5, 5],
    rows: `
      13 ENABLE=1 > ACTIVE=1, TABLE_REPEAT=1, OUTA=1, STATE=3
      18 > OUTA=0, STATE=4
      23 > OUTA=1, TABLE_REPEAT=2, STATE=3
      25 ENABLE=0 > ACTIVE=0, OUTA=0, STATE=1, TABLE_REPEAT=0
      29 ENABLE=1 > ACTIVE=1, TABLE_REPEAT=1, OUTA=1, STATE=3
      34 > OUTA=0, STATE=4
      39 > OUTA=1, TABLE_REPEAT=2, STATE=3
      40 ENABLE=0 > ACTIVE=0, OUTA=0, STATE=1, TABLE_REPEAT=0`,
  },
  {
    name: 'phases of one tick, where times are 0 too',
    table: [0x8180001, 0, 0, 0, 0x4180001, 0, 1, 0, 0x270003, 1, 1, 1],
    rows: `
      3  PRESCALE=1 > STATE=1
      25 ENABLE=1 > STATE=4, ACTIVE=1, TABLE_LINE=1, OUTB=1
      26 > STATE=3, TABLE_LINE=2, OUTA=1, OUTB=0
      27 > STATE=4, OUTA=1
      28 > STATE=2, TABLE_LINE=3
      36 ENABLE=0 > STATE=1, OUTA=0, ACTIVE=0, TABLE_LINE=0`,
  },
  {
    name: 'phase 2 alone keeps its outputs while the next line waits',
    table: [0x8180001, 0, 0, 3, 0x170002, 5, 1, 1],
    rows: `
      3  PRESCALE=1 > STATE=1
      25 ENABLE=1 > STATE=4, ACTIVE=1, TABLE_LINE=1, OUTB=1
      28 > STATE=2, TABLE_LINE=2
      29 ENABLE=0 > STATE=1, ACTIVE=0, OUTB=0, TABLE_LINE=0`,
  },
];
