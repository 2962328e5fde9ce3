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
    if (!this.#kept.has(name)) this.#kept.set(name, initial());
    return this.#kept.get(name);
  }

  keep(name: string, value: unknown): void {
    this.#kept.set(name, value);
  }

  /** 0 to 255 at each place. */
  noise(name: string): (place: number) => number {
    let seed = Math.trunc(this.#clock() / STEP);
    for (const character of name) seed = Math.imul(seed ^ character.charCodeAt(0), 0x01000193);
    return (place) => {
      const mixed = Math.imul(seed + place * 7919, 0x2c1b3c6d);
      return ((mixed ^ (mixed >>> 15)) >>> 12) & 0xff;
    };
  }

  /** A sine of the amplitude; the phase in parts of a swing. */
  swing(phase = 0): number {
    return this.amplitude * Math.sin(2 * Math.PI * (this.#clock() / PERIOD + phase));
  }
}
