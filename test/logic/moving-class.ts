import { type DeviceClass, deviceClass } from '../../src/sim/tango/device/device-class.ts';

/** A Tango device that says at once that it has heard, and is done `travel` milliseconds later. */
export function movingClass(travel: number): DeviceClass {
  return deviceClass({
    name: 'Moving',
    model: () => ({ position: 0, done: true }),
    attributes: {
      position: {
        type: 'DevDouble',
        read: ({ position }) => position,
        write: (values, position) => {
          values.done = false;
          setTimeout(() => Object.assign(values, { position, done: true }), travel);
        },
      },
      done: { type: 'DevBoolean', read: ({ done }) => done },
    },
    commands: { Stop: { run: () => {} } },
  });
}
