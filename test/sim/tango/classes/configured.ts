import { deviceClass } from '../../../../src/sim/tango/device/device-class.ts';

interface Values {
  current: number;
  turns: bigint;
}

/** Of the peer `configured.py` the attributes with limits. */
export const configured = deviceClass<Values>({
  name: 'Configured',
  model: () => ({ current: 1.5, turns: 2n ** 53n + 1n }),
  attributes: {
    current: {
      type: 'DevDouble',
      label: 'Coil current',
      unit: 'A',
      minValue: -10,
      maxValue: 10,
      read: ({ current }) => current,
      write: (values, current) => void (values.current = current),
    },
    turns: {
      type: 'DevLong64',
      minValue: -(2n ** 62n),
      maxValue: 2n ** 62n + 1n,
      read: ({ turns }) => turns,
      write: (values, turns) => void (values.turns = turns),
    },
  },
});
