import type { Clock } from '../device/clock.ts';
import type { Attributes, DeviceDeclaration } from '../device/device-class.ts';
import { DevFailed } from '../device/dev-failed.ts';

/** Amperes a second, and ohms of the coil. */
const RAMP = 1;
const LOAD = 2.5;

/** A supply whose current ramps to what it is set to, unless its interlock has tripped. */
export class PowerSupply {
  mode = 'Constant current';
  isOn = false;
  isTripped = false;
  readonly #clock: Clock;
  #from = 0;
  #to = 0;
  #since: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#since = clock();
  }

  get current(): number {
    if (!this.isOn) return 0;
    const ramped = (RAMP * Math.max(0, this.#clock() - this.#since)) / 1_000;
    const way = this.#to - this.#from;
    return ramped >= Math.abs(way) ? this.#to : this.#from + Math.sign(way) * ramped;
  }

  get voltage(): number {
    return this.current * LOAD;
  }

  set(current: number): void {
    if (this.isTripped)
      throw new DevFailed('PowerSupply_Interlock', 'The interlock has tripped: Reset it', 'SimPowerSupply');
    this.#from = this.current;
    this.#to = current;
    this.#since = this.#clock();
  }

  on(): void {
    this.isOn = true;
    this.#from = 0;
    this.#since = this.#clock();
  }

  off(): void {
    this.isOn = false;
  }

  trip(): void {
    this.off();
    this.isTripped = true;
  }
}

export const powerSupplyAttributes = {
  current: {
    type: 'DevDouble',
    label: 'Coil current',
    description: 'What flows; a write sets what it ramps to',
    unit: 'A',
    format: '%7.3f',
    minValue: 0,
    maxValue: 10,
    alarm: { maxWarning: 8, maxAlarm: 9.5 },
    read: (supply) => supply.current,
    write: (supply, current) => supply.set(current),
  },
  voltage: { type: 'DevFloat', unit: 'V', read: (supply) => supply.voltage },
  mode: {
    type: 'DevEnum',
    description: 'What is kept constant',
    enumLabels: ['Constant current', 'Constant voltage'],
    read: (supply) => supply.mode,
    write: (supply, mode) => void (supply.mode = mode),
  },
  interlock: { type: 'DevBoolean', description: 'Whether it has tripped', read: (supply) => supply.isTripped },
} as const satisfies Attributes<PowerSupply>;

/** A coil's supply with an interlock and alarm levels. */
export const powerSupply: DeviceDeclaration<PowerSupply> = {
  name: 'SimPowerSupply',
  description: 'A simulated power supply of a coil',
  model: ({ clock }) => new PowerSupply(clock),
  state: ({ isTripped, isOn }) => (isTripped ? 'FAULT' : isOn ? 'ON' : 'OFF'),
  attributes: powerSupplyAttributes,
  commands: {
    On: { allowed: ({ isTripped }) => !isTripped, run: (supply) => supply.on() },
    Off: { run: (supply) => supply.off() },
    TripInterlock: { level: 'EXPERT', run: (supply) => supply.trip() },
    Reset: { run: (supply) => void (supply.isTripped = false) },
  },
};
