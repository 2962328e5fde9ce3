import { BlockModel } from '../block-model.ts';
import type { BitInput } from '../inputs.ts';

const LETTERS = ['A', 'B', 'C', 'D', 'E'];

export class Lut extends BlockModel {
  readonly #inputs = LETTERS.map((letter) => ({
    input: this.bitInput(`INP${letter}`),
    type: this.setting(`TYPE${letter}`),
  }));
  readonly #func = this.setting('FUNC');
  readonly #out = this.bitOutput('OUT');

  protected update(): void {
    let index = 0;
    for (const { input, type } of this.#inputs) index = (index << 1) | sourceValue(input, type.value);
    this.#out.set((this.#func.value >>> index) & 1);
    // An edge counts for one tick.
    if (this.#inputs.some(({ input, type }) => type.value !== 0 && input.changes)) this.wakeAfter(1);
  }
}

function sourceValue(input: BitInput, type: number): number {
  if (type === 0) return input.value;
  const isPulse = type === 1 ? input.rises : type === 2 ? input.falls : input.changes;
  return isPulse ? 1 : 0;
}
