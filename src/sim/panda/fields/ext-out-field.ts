import { require } from '../text/refusal.ts';
import { Field, type FieldPlace } from './field.ts';

const LABELS = ['No', 'Value'];

/** What only a capture can tell: times, durations and words of the bit bus. Blocks that have it come once. */
export class ExtOutField extends Field {
  #captured = false;

  constructor(place: FieldPlace) {
    const { word } = place.shape;
    super(place, undefined, [
      {
        name: 'CAPTURE',
        description: 'Whether it is captured',
        isTracked: true,
        get: () => LABELS[Number(this.#captured)]!,
        put: (_, text) => {
          require(LABELS.includes(text), 'Invalid capture option');
          this.#captured = text === 'Value';
        },
        labels: () => LABELS,
      },
      ...(word === undefined
        ? []
        : [{ name: 'BITS', description: 'Names of the captured bits', list: () => bitsOf(place, word) }]),
    ]);
  }

  get isCaptured(): boolean {
    return this.#captured;
  }

  clearCapture(): void {
    if (!this.#captured) return;
    this.#captured = false;
    this.touchAttribute('CAPTURE', 0);
  }
}

/** All 32 of a word; blank where there is no bit. */
function bitsOf(place: FieldPlace, word: number): readonly string[] {
  const names = new Map(place.buses.bits.lines.map(({ name, index }) => [index, name]));
  return Array.from({ length: 32 }, (_, bit) => names.get(32 * word + bit) ?? '');
}
