import { type Behaviour, IocRecord } from '../record/ioc-record.ts';
import { Motion } from './motion.ts';
import { motorType } from './motor-type.ts';

/** Milliseconds between readings of a moving axis. */
const PERIOD = 100;

const Status = { done: 0x02, moving: 0x400, enabled: 0x800 } as const;

export interface MotorSettings {
  readonly description: string;
  readonly units: string;
  readonly low: number;
  readonly high: number;
  /** Units a second. */
  readonly velocity: number;
}

/** A motor record over a simulated axis. */
export class Motor {
  readonly record: IocRecord;
  readonly #motion: Motion;
  readonly #waiting = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;

  constructor(name: string, { description, units, low, high, velocity }: MotorSettings) {
    this.#motion = new Motion(velocity);
    const fields = {
      VAL: 0,
      DESC: description,
      EGU: units,
      PREC: 3,
      HLM: high,
      LLM: low,
      DHLM: high,
      DLLM: low,
      VELO: velocity,
      VMAX: 4 * velocity,
      JVEL: velocity / 2,
      ACCL: 0.2,
      TWV: 1,
      MSTA: Status.done,
    };
    const puts: Behaviour['puts'] = {
      VAL: (value) => this.#move(Number(value)),
      DVAL: (value) => this.#move(Number(value)),
      RVAL: (value) => this.#move(Number(value) * this.record.number('MRES')),
      RLV: (value) => this.#relative('RLV', Number(value)),
      TWF: (value) => this.#tweak('TWF', Number(value), 1),
      TWR: (value) => this.#tweak('TWR', Number(value), -1),
      HOMF: (value) => this.#home('HOMF', Number(value)),
      HOMR: (value) => this.#home('HOMR', Number(value)),
      JOGF: (value) => this.#jog(Number(value), 'HLM'),
      JOGR: (value) => this.#jog(Number(value), 'LLM'),
      STOP: (value) => this.#stop(Number(value)),
      SPMG: (value) => void (Number(value) < 2 && this.#halt()),
      VELO: (value) => this.#motion.setVelocity(Math.max(Number(value), Number.MIN_VALUE)),
      HLM: (value) => this.record.post({ DHLM: Number(value) }),
      LLM: (value) => this.record.post({ DLLM: Number(value) }),
      DHLM: (value) => this.record.post({ HLM: Number(value) }),
      DLLM: (value) => this.record.post({ LLM: Number(value) }),
    };
    this.record = new IocRecord(motorType, name, fields, { puts });
  }

  /** Ends what goes on. */
  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#release();
  }

  /** Resolves when it stands again, wherever: where it was sent, or where it was stopped. */
  #move(target: number): void | Promise<void> {
    const { record } = this;
    if (record.get('SET') === 1) return this.#define(target);
    const isBeyond = target > record.number('HLM') || target < record.number('LLM');
    const hasLimits = record.number('HLM') > record.number('LLM');
    if ((hasLimits && isBeyond) || record.number('SPMG') < 2) {
      record.post({ ...this.#targets(this.#motion.target), LVIO: isBeyond ? 1 : 0 });
      return;
    }
    this.#motion.moveTo(target);
    record.post({ ...this.#targets(target), LVIO: 0, DMOV: 0, TDIR: target > record.number('RBV') ? 1 : 0 });
    this.#follow();
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  #relative(field: string, distance: number): void | Promise<void> {
    const done = this.#move(this.#motion.target + distance);
    this.record.post({ [field]: 0 });
    return done;
  }

  #tweak(field: string, value: number, sign: number): void | Promise<void> {
    return value === 0 ? undefined : this.#relative(field, sign * this.record.number('TWV'));
  }

  #home(field: string, value: number): void | Promise<void> {
    return value === 0 ? undefined : Promise.resolve(this.#move(0)).then(() => this.record.post({ [field]: 0 }));
  }

  #jog(value: number, limit: string): void {
    if (value === 0) this.#halt();
    else void this.#move(this.record.number(limit));
  }

  #stop(value: number): void {
    if (value !== 0) this.#halt();
    this.record.post({ STOP: 0 });
  }

  #halt(): void {
    this.#motion.stop();
    this.record.post(this.#targets(this.#motion.target));
    this.#look();
  }

  #define(position: number): void {
    this.#motion.define(position);
    this.record.post(this.#targets(position));
    this.#look();
  }

  #targets(target: number): Readonly<Record<string, number>> {
    return { VAL: target, DVAL: target, RVAL: Math.round(target / this.record.number('MRES')) };
  }

  #follow(): void {
    this.#timer ??= setInterval(() => this.#look(), PERIOD);
    this.#look();
  }

  /** What a controller is asked again and again: where it is, and whether it moves. */
  #look(): void {
    const { position, isMoving, target } = this.#motion;
    const { record } = this;
    record.post({
      RBV: position,
      DRBV: position,
      RRBV: Math.round(position / record.number('MRES')),
      DIFF: target - position,
      MOVN: isMoving ? 1 : 0,
      DMOV: isMoving ? 0 : 1,
      MSTA: Status.enabled | (isMoving ? Status.moving : Status.done),
    });
    if (!isMoving) this.close();
  }

  #release(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}
