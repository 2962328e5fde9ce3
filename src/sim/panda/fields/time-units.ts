import { Refusal, require } from '../text/refusal.ts';
import { formatDouble } from '../text/format-double.ts';
import { Scanner } from '../text/scanner.ts';

/** Of the FPGA, in Hz. */
export const CLOCK_FREQUENCY = 125_000_000;

const TICKS: ReadonlyMap<string, number> = new Map([
  ['min', 60 * CLOCK_FREQUENCY],
  ['s', CLOCK_FREQUENCY],
  ['ms', CLOCK_FREQUENCY / 1e3],
  ['us', CLOCK_FREQUENCY / 1e6],
]);

/** The units of one time field, an instance each; a value is kept in ticks and told in its units. */
export class TimeUnits {
  readonly #units: string[];

  constructor(instances: number) {
    this.#units = Array.from({ length: instances }, () => 's');
  }

  get(instance: number): string {
    return this.#units[instance]!;
  }

  put(instance: number, text: string): void {
    if (!TICKS.has(text)) throw new Refusal('Invalid time units');
    this.#units[instance] = text;
  }

  labels(): readonly string[] {
    return [...TICKS.keys()];
  }

  format(instance: number, ticks: number): string {
    return formatDouble(ticks / TICKS.get(this.get(instance))!);
  }

  parse(instance: number, text: string, max: number): number {
    const scanner = new Scanner(text);
    const value = scanner.double();
    scanner.end();
    const ticks = value * TICKS.get(this.get(instance))!;
    require(ticks >= 0 && ticks <= max, 'Time setting out of range');
    return Math.round(ticks);
  }
}
