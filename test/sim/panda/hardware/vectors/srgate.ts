import type { Vector } from '../rig.ts';

export const srgate: readonly Vector[] = [
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
];
