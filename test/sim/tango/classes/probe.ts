import { type DeviceClass, deviceClass } from '../../../../src/sim/tango/device/device-class.ts';

/** Elements of the large spectrum. */
export const LARGE = 63_001;

/** What was done to the device, and calls that end when they are told to. */
export class Probe {
  reads = 0;
  done = 0;
  isHanging = false;
  release = (): void => {};

  hang(): Promise<void> {
    this.isHanging = true;
    return new Promise((resolve) => {
      this.release = () => {
        this.done++;
        this.isHanging = false;
        resolve();
      };
    });
  }
}

/** Attributes and commands that count, hang, or have a defect. */
export function probeClass(probe: Probe): DeviceClass {
  return deviceClass<Probe>({
    name: 'Probe',
    model: () => probe,
    attributes: {
      large: {
        type: 'DevDouble',
        dataFormat: 'SPECTRUM',
        maxDimX: LARGE,
        read(each) {
          each.reads++;
          return new Float64Array(LARGE);
        },
      },
      text: { type: 'DevString', read: () => 'beyond \u20ac' },
      number: { type: 'DevShort', read: () => 1e9 },
      throws: {
        type: 'DevShort',
        read() {
          throw new Error('a defect \u20ac');
        },
      },
    },
    commands: {
      Hang: { run: (each) => each.hang() },
      Text: { out: 'DevString', run: () => 'beyond \u20ac' },
      Number: { out: 'DevShort', run: () => 1e9 },
      Throw: {
        run() {
          throw new Error('a defect');
        },
      },
    },
  });
}
