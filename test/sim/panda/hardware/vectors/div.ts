import type { Vector } from '../rig.ts';

export const div: readonly Vector[] = [
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
];
