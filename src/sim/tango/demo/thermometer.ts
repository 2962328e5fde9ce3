import type { AttributeDeclaration } from '../device/attribute-declaration.ts';
import type { Clock } from '../device/clock.ts';
import type { DeviceContext, DeviceDeclaration } from '../device/device-class.ts';

/** Milliseconds of a swing of the temperature. */
const PERIOD = 60_000;

/** Sensors that the device property `Channels` names. */
export class Thermometer {
  readonly channels: readonly string[];
  readonly #clock: Clock;

  constructor({ clock, properties }: DeviceContext) {
    this.#clock = clock;
    this.channels = properties.get('Channels') ?? [];
  }

  temperature(channel: number): number {
    return 20 + channel + 2 * Math.sin((2 * Math.PI * this.#clock()) / PERIOD + channel);
  }
}

/** A class whose devices have the attributes that their properties ask for: of one class there are several shapes. */
export const thermometer: DeviceDeclaration<Thermometer> = {
  name: 'SimThermometer',
  description: 'Simulated temperature sensors',
  model: (context) => new Thermometer(context),
  attributes: ({ channels }) => ({
    channels: { type: 'DevString', dataFormat: 'SPECTRUM', maxDimX: 16, read: (sensors) => sensors.channels },
    ...Object.fromEntries(channels.map((name, channel) => [`temperature_${name}`, temperature(name, channel)])),
  }),
};

function temperature(name: string, channel: number): AttributeDeclaration<Thermometer> {
  const alarm = { minAlarm: -20, maxAlarm: 80 };
  const description = `Temperature of the ${name}`;
  return { type: 'DevDouble', unit: 'degC', description, alarm, read: (sensors) => sensors.temperature(channel) };
}
