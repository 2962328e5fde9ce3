import { formatDouble } from '../text/format-double.ts';
import { captureLabels, type CaptureOption, formatCapture, parseCapture } from './capture-options.ts';
import type { FieldPlace } from './field.ts';
import { OutField } from './out-field.ts';
import { whole } from './value-format.ts';

export interface Scaling {
  readonly scale: number;
  readonly offset: number;
  /** Undefined where nobody gave any, which the data port's header shows. */
  readonly units: string | undefined;
}

export class PosOutField extends OutField {
  readonly #scalings: Scaling[];
  readonly #captures: ReadonlySet<CaptureOption>[];

  constructor(place: FieldPlace, hasStdDev: boolean) {
    super(place, 'POSN', place.buses.positions, [
      {
        name: 'CAPTURE',
        description: 'What of the position is captured',
        isTracked: true,
        get: (n) => formatCapture(this.#captures[n]!),
        put: (n, text) => {
          this.#captures[n] = parseCapture(text, hasStdDev);
        },
        labels: () => captureLabels(hasStdDev),
      },
      {
        name: 'SCALE',
        description: 'Scaled value of one count',
        isTracked: true,
        get: (n) => formatDouble(this.scaling(n).scale),
        put: (n, text) => this.#rescale(n, { scale: double(text) }),
      },
      {
        name: 'OFFSET',
        description: 'Scaled value of count 0',
        isTracked: true,
        get: (n) => formatDouble(this.scaling(n).offset),
        put: (n, text) => this.#rescale(n, { offset: double(text) }),
      },
      {
        name: 'UNITS',
        description: 'Units of the scaled value',
        isTracked: true,
        get: (n) => this.scaling(n).units ?? '',
        put: (n, text) => this.#rescale(n, { units: text }),
      },
      {
        name: 'SCALED',
        description: 'The position last looked at, scaled',
        get: (n) => formatDouble(this.seen(n) * this.scaling(n).scale + this.scaling(n).offset),
      },
    ]);
    const { scale = 1, offset = 0, units } = place.shape;
    this.#scalings = Array.from({ length: place.block.count }, () => ({ scale, offset, units }));
    this.#captures = Array.from({ length: place.block.count }, () => new Set<CaptureOption>());
  }

  scaling(instance: number): Scaling {
    return this.#scalings[instance]!;
  }

  capture(instance: number): ReadonlySet<CaptureOption> {
    return this.#captures[instance]!;
  }

  clearCapture(instance: number): void {
    if (this.capture(instance).size === 0) return;
    this.#captures[instance] = new Set();
    this.touchAttribute('CAPTURE', instance);
  }

  #rescale(instance: number, part: Partial<Scaling>): void {
    this.#scalings[instance] = { ...this.scaling(instance), ...part };
  }
}

function double(text: string): number {
  return whole(text, (scanner) => scanner.double());
}
