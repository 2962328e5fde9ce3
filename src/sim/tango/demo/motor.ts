import type { Clock } from '../device/clock.ts';
import type { Attributes, DeviceDeclaration } from '../device/device-class.ts';
import { DevFailed } from '../device/dev-failed.ts';

/** Millimetres from the middle to either limit switch. */
export const TRAVEL = 50;
/** Encoder counts a millimetre. */
const COUNTS = 1_000;

interface Move {
  readonly from: number;
  readonly to: number;
  /** Milliseconds, by the clock. */
  readonly begun: number;
}

/** An axis that travels with constant velocity: where it is, is a function of the last move and the time. */
export class Motor {
  velocity = 5;
  acceleration = 20;
  readonly #clock: Clock;
  #move: Move;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#move = { from: 0, to: 0, begun: clock() };
  }

  get target(): number {
    return this.#move.to;
  }

  get position(): number {
    const { from, to, begun } = this.#move;
    const travelled = (this.velocity * Math.max(0, this.#clock() - begun)) / 1_000;
    return travelled >= Math.abs(to - from) ? to : from + Math.sign(to - from) * travelled;
  }

  get isMoving(): boolean {
    return this.position !== this.target;
  }

  get counts(): bigint {
    return BigInt(Math.round(this.position * COUNTS));
  }

  /** Whether the lower and the upper limit switch is pressed. */
  get switches(): readonly boolean[] {
    return [this.position <= -TRAVEL, this.position >= TRAVEL];
  }

  moveTo(to: number): void {
    if (Math.abs(to) > TRAVEL)
      throw new DevFailed('Motor_LimitSwitch', `${to} mm is beyond a limit switch`, 'SimMotor');
    this.#move = { from: this.position, to, begun: this.#clock() };
  }

  /** Where it is now is called so from now on. */
  define(position: number): void {
    this.#move = { from: position, to: position, begun: this.#clock() };
  }

  /** What is left of a move is travelled with the new velocity. */
  setVelocity(velocity: number): void {
    this.#move = { from: this.position, to: this.target, begun: this.#clock() };
    this.velocity = velocity;
  }

  stop(): void {
    this.moveTo(this.position);
  }
}

export const motorAttributes = {
  position: {
    type: 'DevDouble',
    label: 'Position',
    description: 'Where the axis is; a write begins a move',
    unit: 'mm',
    format: '%8.3f',
    minValue: -TRAVEL,
    maxValue: TRAVEL,
    events: { changeAbsolute: 0.01 },
    quality: (motor) => (motor.isMoving ? 'ATTR_CHANGING' : undefined),
    read: (motor) => motor.position,
    write: (motor, position) => motor.moveTo(position),
  },
  velocity: {
    type: 'DevDouble',
    description: 'Of moves, also of the one that goes on',
    unit: 'mm/s',
    minValue: 0.1,
    maxValue: 100,
    read: (motor) => motor.velocity,
    write: (motor, velocity) => motor.setVelocity(velocity),
  },
  acceleration: {
    type: 'DevDouble',
    unit: 'mm/s^2',
    level: 'EXPERT',
    read: (motor) => motor.acceleration,
    write: (motor, acceleration) => void (motor.acceleration = acceleration),
  },
  encoder: { type: 'DevLong64', description: 'Counts since the zero', read: (motor) => motor.counts },
  limit_switches: {
    type: 'DevBoolean',
    dataFormat: 'SPECTRUM',
    maxDimX: 2,
    description: 'The lower and the upper one, pressed or not',
    read: (motor) => motor.switches,
  },
} as const satisfies Attributes<Motor>;

/** An axis with limits that takes its time. */
export const motor: DeviceDeclaration<Motor> = {
  name: 'SimMotor',
  description: 'A simulated linear axis',
  model: ({ clock }) => new Motor(clock),
  state: ({ isMoving }) => (isMoving ? 'MOVING' : 'ON'),
  status: ({ isMoving, target }) => (isMoving ? `Moving to ${target} mm` : `Standing at ${target} mm`),
  attributes: motorAttributes,
  commands: {
    Stop: { run: (axis) => axis.stop() },
    MoveRelative: {
      in: 'DevDouble',
      inDescription: 'Millimetres from here',
      run: (axis, distance) => axis.moveTo(axis.position + distance),
    },
    DefinePosition: {
      in: 'DevDouble',
      inDescription: 'What the position is called from now on, in mm',
      level: 'EXPERT',
      allowed: ({ isMoving }) => !isMoving,
      run: (axis, position) => axis.define(position),
    },
  },
};
