import type { Vector } from '../rig.ts';

export const lut: readonly Vector[] = [
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
];
