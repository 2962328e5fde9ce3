import type { Clock } from '../../device/clock.ts';

/** Generated values change that often, in milliseconds. */
const STEP = 100;
/** Milliseconds of one swing. */
const PERIOD = 10_000;

/** What a TangoTest keeps, and what it generates: a function of name, place and time. */
export class Generator {
  amplitude = 0;
  isFaulty = false;
  readonly #clock: Clock;
  readonly #kept = new Map<string, unknown>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What was written last, or else the initial value. */
  kept(name: string, initial: () => unknown): unknown {
    return this.#kept.get(name) ?? initial();
  }

  keep(name: string, value: unknown): void {
    this.#kept.set(name, value);
  }

  /** 0 to 255. */
  noise(name: string, place = 0): number {
    let hash = Math.trunc(this.#clock() / STEP) + place * 7919;
    for (const character of name) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
    return (Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 12) & 0xff;
  }

  /** A sine of the amplitude; the phase in parts of a swing. */
  swing(phase = 0): number {
    return this.amplitude * Math.sin(2 * Math.PI * (this.#clock() / PERIOD + phase));
  }
}
