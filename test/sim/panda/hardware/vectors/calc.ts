import type { Vector } from '../rig.ts';

export const calc: readonly Vector[] = [
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
];
