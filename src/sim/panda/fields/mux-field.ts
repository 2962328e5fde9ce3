import { require } from '../text/refusal.ts';
import type { AttributeShape } from './attribute.ts';
import { Field, type FieldPlace } from './field.ts';
import { whole } from './value-format.ts';

const MAX_DELAY = 31;

/** A selection of a line of a bus. */
abstract class MuxField extends Field {
  readonly #labels: ReadonlyMap<string, number>;
  readonly #refusal: string;
  readonly #selected: string[];

  constructor(
    place: FieldPlace,
    labels: ReadonlyMap<string, number>,
    refusal: string,
    attributes: readonly AttributeShape[],
  ) {
    super(place, 'CONFIG', attributes);
    this.#labels = labels;
    this.#refusal = refusal;
    this.#selected = Array.from({ length: place.block.count }, () => 'ZERO');
  }

  override get(instance: number): string {
    return this.#selected[instance]!;
  }

  override put(instance: number, text: string): void {
    const index = this.#labels.get(text);
    require(index !== undefined, this.#refusal);
    this.#selected[instance] = text;
    this.hardware.write(this.block.name, instance, this.shape.name, index);
    this.touch(instance);
  }

  override labels(): readonly string[] {
    return [...this.#labels.keys()];
  }
}

export class BitMuxField extends MuxField {
  constructor(place: FieldPlace) {
    const delays = new Uint8Array(place.block.count);
    super(place, place.buses.bitLabels, 'Invalid bit bus selection', [
      {
        name: 'DELAY',
        description: 'Ticks by which the bit is late',
        isTracked: true,
        get: (n) => String(delays[n]),
        put: (n, text) => {
          const delay = whole(text, (scanner) => scanner.uint32());
          require(delay <= MAX_DELAY, 'Delay too long');
          delays[n] = delay;
          this.hardware.write(this.block.name, n, `${this.shape.name}.DELAY`, delay);
        },
      },
      { name: 'MAX_DELAY', description: 'Largest delay', get: () => String(MAX_DELAY) },
    ]);
  }
}

export class PosMuxField extends MuxField {
  constructor(place: FieldPlace) {
    super(place, place.buses.positionLabels, 'Invalid position bus selection', []);
  }
}
