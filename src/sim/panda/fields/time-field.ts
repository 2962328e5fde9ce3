import { require } from '../text/refusal.ts';
import { Field, type FieldPlace } from './field.ts';
import { TimeUnits } from './time-units.ts';
import { whole } from './value-format.ts';

const MAX_TICKS = 2 ** 48 - 1;

/** A field of the class `time`: a setting of 48 bits. */
export class TimeField extends Field {
  readonly #units: TimeUnits;
  readonly #ticks: number[];

  constructor(place: FieldPlace) {
    const units = new TimeUnits(place.block.count);
    super(place, 'CONFIG', [
      {
        name: 'UNITS',
        description: 'Units of the value',
        isTracked: true,
        get: (n) => units.get(n),
        put: (n, text) => {
          units.put(n, text);
          this.touch(n);
        },
        labels: () => units.labels(),
      },
      {
        name: 'RAW',
        description: 'The value in ticks',
        get: (n) => String(this.#ticks[n]),
        put: (n, text) => this.#putRaw(n, text),
      },
    ]);
    this.#units = units;
    this.#ticks = Array.from({ length: place.block.count }, () => 0);
  }

  override get(instance: number): string {
    return this.#units.format(instance, this.#ticks[instance]!);
  }

  override put(instance: number, text: string): void {
    this.#write(instance, this.#units.parse(instance, text, MAX_TICKS));
  }

  #putRaw(instance: number, text: string): void {
    const ticks = whole(text, (scanner) => scanner.integer());
    // The register is narrower than what the server lets through.
    require(ticks <= Number.MAX_SAFE_INTEGER, 'Number out of range');
    this.#write(instance, Number(ticks));
  }

  #write(instance: number, ticks: number): void {
    this.#ticks[instance] = ticks;
    this.hardware.write(this.block.name, instance, this.shape.name, ticks);
    this.touch(instance);
  }
}
