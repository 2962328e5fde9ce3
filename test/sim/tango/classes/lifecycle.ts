import { deviceClass } from '../../../../src/sim/tango/device/device-class.ts';
import { DevFailed } from '../../../../src/sim/tango/device/dev-failed.ts';

interface Values {
  number: number;
  readback: number;
  mode: string;
  text: string;
  array: ArrayLike<number>;
}

function fail(): never {
  throw new DevFailed('Lifecycle_Broken', 'It is broken', 'Lifecycle');
}

/** The device of the lifecycle suite, as `lifecycle_tango.py` has it. */
export const lifecycle = deviceClass<Values>({
  name: 'Lifecycle',
  model: () => ({ number: 1, readback: 2, mode: 'Run', text: 'hello', array: [1, 2.5] }),
  attributes: {
    number: {
      type: 'DevDouble',
      read: ({ number }) => number,
      write: (values, number) => void (values.number = number),
    },
    ReadBack: { type: 'DevDouble', read: ({ readback }) => readback },
    mode: {
      type: 'DevEnum',
      enumLabels: ['Idle', 'Run', 'Fault', 'Maintenance'],
      read: ({ mode }) => mode,
      write: (values, mode) => void (values.mode = mode),
    },
    text: { type: 'DevString', read: ({ text }) => text, write: (values, text) => void (values.text = text) },
    array: {
      type: 'DevDouble',
      dataFormat: 'SPECTRUM',
      maxDimX: 16,
      read: ({ array }) => array,
      write: (values, array) => void (values.array = array),
    },
    broken: { type: 'DevDouble', read: fail, write: fail },
  },
  commands: {
    Double: { in: 'DevDouble', out: 'DevDouble', run: (_, value) => 2 * value },
    Reset: { run: (values) => void (values.number = 0) },
    Slow: { run: () => new Promise<void>((resolve) => setTimeout(resolve, 600)) },
    Force: { in: 'DevDouble', run: (values, value) => void (values.readback = value) },
  },
});
