import { deviceClass } from '../../../../src/sim/tango/device/device-class.ts';
import type { Image } from '../../../../src/sim/tango/device/values.ts';

interface Kept {
  level: number;
  places: ArrayLike<number>;
  turns: bigint;
  choice: string;
  image: Image<number>;
}

/** The double of `Guarded.py`. */
export const guarded = deviceClass<Kept>({
  name: 'Guarded',
  model: () => ({ level: 0, places: [1], turns: 0n, choice: 'A', image: { dim: { x: 2, y: 2 }, data: [1, 2, 3, 4] } }),
  attributes: {
    level: {
      type: 'DevDouble',
      unit: 'mm',
      standardUnit: 'm',
      displayUnit: 'um',
      label: 'Level',
      description: 'A level',
      format: '%8.3f',
      minValue: -10,
      maxValue: 10,
      alarm: { minAlarm: -8, maxAlarm: 8, minWarning: -5, maxWarning: 5, deltaT: 100, deltaVal: 1 },
      events: {
        changeAbsolute: 0.5,
        changeRelative: 1,
        period: 500,
        archiveAbsolute: 2,
        archiveRelative: 3,
        archivePeriod: 4000,
      },
      read: (kept) => kept.level,
      write: (kept, value) => void (kept.level = value),
    },
    places: {
      type: 'DevLong',
      dataFormat: 'SPECTRUM',
      maxDimX: 4,
      minValue: 0,
      maxValue: 10,
      read: (kept) => kept.places,
      write: (kept, value) => void (kept.places = value),
    },
    turns: {
      type: 'DevLong64',
      minValue: -4611686018427387904n,
      maxValue: 4611686018427387905n,
      read: (kept) => kept.turns,
      write: (kept, value) => void (kept.turns = value),
    },
    choice: {
      type: 'DevEnum',
      enumLabels: ['A', 'B', 'C'],
      read: (kept) => kept.choice,
      write: (kept, value) => void (kept.choice = value),
    },
    image: {
      type: 'DevDouble',
      dataFormat: 'IMAGE',
      maxDimX: 4,
      maxDimY: 3,
      read: (kept) => kept.image,
      write: (kept, value) => void (kept.image = value),
    },
    closed: { type: 'DevDouble', allowed: () => false, read: () => 1, write: () => {} },
    invalid: { type: 'DevDouble', quality: () => 'ATTR_INVALID', read: () => 1 },
    changing: { type: 'DevDouble', quality: () => 'ATTR_CHANGING', read: () => 1 },
    empty: { type: 'DevDouble', dataFormat: 'SPECTRUM', maxDimX: 3, read: () => [] },
  },
  commands: { Never: { allowed: () => false, run: () => {} } },
});
