import type { Vector } from '../rig.ts';

export const bits: readonly Vector[] = [
  {
    name: 'outputs follow settings',
    rows: `
        3 A=1 > OUTA=1
        5 A=0, B=1 > OUTA=0, OUTB=1
        8 A=1 > OUTA=1
        9 B=0 > OUTB=0
        13 A=0 > OUTA=0`,
  },
];
